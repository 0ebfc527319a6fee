import { AwsError } from "./awsError";

/** Where a request goes, from its host and path. */
export interface Address {
  readonly service: "s3" | "sts";
  readonly bucket?: string;
  /** Decoded; undefined for the bucket itself. */
  readonly key?: string;
  /** In the order of the request; a parameter without value is empty. */
  readonly query: Record<string, string>;
}

/** Reads host and path of a request. Hosts other than AWS's are addressed by path, as S3-compatible stores are. */
export function parseAddress(host: string, url: string, region: string): Address {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const [path, search = ""] = splitOnce(url, "?");
  const query = parseQuery(search);
  if (name === "sts.amazonaws.com" || name === `sts.${region}.amazonaws.com`) return { service: "sts", query };
  const virtual = new RegExp(`^(.+)\\.s3(?:\\.${region})?\\.amazonaws\\.com$`).exec(name)?.[1];
  const [bucket, key = ""] = virtual !== undefined ? [virtual, path.slice(1)] : splitOnce(path.slice(1), "/");
  return {
    service: "s3",
    bucket: bucket === "" ? undefined : decode(bucket),
    key: key === "" ? undefined : decode(key),
    query,
  };
}

/** A key or path as AWS encodes it: every byte but unreserved ones, slashes between the parts kept. */
export function encodeKey(key: string): string {
  return key.split("/").map(encode).join("/");
}

/** A query in a fixed order. */
export function encodeQuery(query: Record<string, string>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name])}`)
    .join("&");
}

function parseQuery(search: string): Record<string, string> {
  const parameters = search.split("&").filter((parameter) => parameter !== "");
  return Object.fromEntries(
    parameters
      .map((parameter) => splitOnce(parameter, "=").map((part) => decode(part.replaceAll("+", " "))))
      .map(([name, value = ""]) => [name, value]),
  );
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
