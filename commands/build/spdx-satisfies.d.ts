/** Whether a licence expression is met by licences of a list. */
declare module "spdx-satisfies" {
  export default function satisfies(expression: string, accepted: readonly string[]): boolean;
}
