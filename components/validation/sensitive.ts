/** Parts of keys whose values Flink itself hides, and the access key, which it does not hide. */
const SENSITIVE_PARTS = [
  /password/,
  /secret/,
  /apikey/,
  /api-key/,
  /auth-params/,
  /service-key/,
  /token/,
  /basic-auth/,
  /jaas\.config/,
  /http-headers/,
  /fs\.azure\.account\.key/,
  /access[-.]?key/,
];
const SENSITIVE = new RegExp(SENSITIVE_PARTS.map(({ source }) => source).join("|"), "i");

/** Whether the value of a key is a secret by the key's name. */
export function isSensitive(key: string): boolean {
  return SENSITIVE.test(key);
}

/** What errors show in place of a secret. */
export const NOT_SHOWN = "(not shown)";

/** A value as errors may show it: secrets do not belong into logs. */
export function shownValue(key: string, value: unknown): unknown {
  return isSensitive(key) ? NOT_SHOWN : value;
}
