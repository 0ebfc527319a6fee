import * as pulumi from "@pulumi/pulumi";

/**
 * A value that is there once some resources are: whoever uses it is created after them and deleted before them. URNs
 * are known at preview, and so the value stays known.
 */
export function ready<T>(value: pulumi.Input<T>, made: pulumi.Resource[]): pulumi.Output<pulumi.Unwrap<T>> {
  return pulumi.all([value, ...made.map(({ urn }) => urn)]).apply(([first]) => first as pulumi.Unwrap<T>);
}
