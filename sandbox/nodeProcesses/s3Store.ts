import { artifact } from "../../toolchain/artifacts";
import { network, paths, ports, STORE_URL } from "../layout";
import { answers } from "../probes";
import { storeCredentials } from "../store";
import { type NodeProcess, tcp } from "./nodeProcess";

/** The S3 store, over a directory. */
export function s3Store(): NodeProcess {
  const { accessKeyId, secretAccessKey } = storeCredentials();
  return {
    name: "versitygw",
    command: [
      artifact("versitygw").bin("versitygw"),
      "--port",
      `${network.address}:${ports.store}`,
      "--health",
      "/health",
      "--quiet",
      "posix",
      paths().store,
    ],
    environment: { ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey },
    listens: tcp(network.address, ports.store),
    ready: answers(`${STORE_URL}/health`),
    after: [],
  };
}
