/**
 * Shell commands that let every JVM of the container trust the certificates of a PEM file in addition to its own authorities.
 * The JVM's own store is in the image and read only, and an option replaces it as a whole, so a copy is extended. The
 * option is put into JAVA_TOOL_OPTIONS because every JVM reads it, Flink's helpers included: env.java.opts.all is the
 * user's to replace. keytool imports one certificate at a time.
 */
export function trustCertificates(pemFile: string, store: string): string {
  const keyStore = `-keystore "${store}" -storepass ${STORE_PASSWORD}`;
  const trust = `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=${STORE_PASSWORD}`;
  return `
java_home=\${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
rm -f "${store}"
if [ -r "$java_home/lib/security/cacerts" ]; then cat "$java_home/lib/security/cacerts" >"${store}"; fi
certificates=0 certificate=
while IFS= read -r line || [ -n "$line" ]; do
  line=\${line%$'\\r'}
  case $line in
    "-----BEGIN CERTIFICATE-----") certificate=$line ;;
    *) if [ -n "$certificate" ]; then certificate+=$'\\n'$line; fi ;;
  esac
  if [ -n "$certificate" ] && [ "$line" = "-----END CERTIFICATE-----" ]; then
    certificates=$((certificates + 1))
    "$java_home/bin/keytool" -importcert -noprompt -alias "pulumi-flink-$certificates" ${keyStore} <<<"$certificate" ||
      { echo "Certificate $certificates of ${pemFile} (storage.trustedCertificates) cannot be imported." >&2; exit 1; }
    certificate=
  fi
done <"${pemFile}"
if [ "$certificates" = 0 ]; then echo "${pemFile} (storage.trustedCertificates) has no certificate in PEM." >&2; exit 1; fi
export JAVA_TOOL_OPTIONS="\${JAVA_TOOL_OPTIONS:+$JAVA_TOOL_OPTIONS }${trust}"
`;
}

/** The password of every JVM's own store: it guards nothing, but the copy keeps it. */
const STORE_PASSWORD = "changeit";
