/** Whether a text fits a pattern of IAM: `*` is any text, `?` any character. */
export function fits(pattern: string, text: string): boolean {
  return new RegExp(`^${escaped(pattern)}$`, "s").test(text);
}

/** Like `fits`, letters being the same in both cases: for actions. */
export function fitsIgnoringCase(pattern: string, text: string): boolean {
  return fits(pattern.toLowerCase(), text.toLowerCase());
}

const ARN_PARTS = 6;

/** Whether an ARN fits a pattern. Each of the six parts is compared with its own: a `*` never reaches into the next. */
export function arnFits(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const [wanted, given] = [arnParts(pattern), arnParts(arn)];
  return wanted.length === given.length && wanted.every((part, index) => fits(part, given[index]));
}

/** Whether a text is an ARN, or a pattern of ARNs. */
export function isArn(text: string): boolean {
  return text === "*" || (text.startsWith("arn:") && arnParts(text).length === ARN_PARTS);
}

function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [
    ...parts.slice(0, ARN_PARTS - 1),
    ...(parts.length < ARN_PARTS ? [] : [parts.slice(ARN_PARTS - 1).join(":")]),
  ];
}

function escaped(pattern: string): string {
  return pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
}
