import * as pulumi from "@pulumi/pulumi";

/**
 * A value that is there once some resources are: whoever uses it is created after them and deleted before them. Give
 * outputs that repeat inputs, such as `bucket`: they are known at preview, and so the value stays known.
 */
export function ready<T>(value: pulumi.Input<T>, made: pulumi.Output<unknown>[]): pulumi.Output<pulumi.Unwrap<T>> {
  return pulumi.all([value, ...made]).apply(([first]) => first as pulumi.Unwrap<T>);
}
