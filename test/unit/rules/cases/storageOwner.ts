import { storage, type RefusedCase } from "./case";

const OWNER = { clusterId: "orders", namespace: "flink" };
const CLUSTER = { clusterId: "orders" };
const refused = (own: string, key: string) => ({
  rule: "storage-owner.other-cluster",
  path: `storage.cluster.${key}`,
  allowed: `${own}, as this cluster has it: the roles of the storage are for the service accounts of one cluster and for its folder`,
  fix: `Pass the storage that was made for this cluster, or correct cluster.${key} of that S3StateStorage.`,
});

/** What the rule about the owner of a storage refuses. */
export const STORAGE_OWNER_CASES: RefusedCase[] = [
  {
    args: { clusterId: "payments", storage: storage({ cluster: OWNER }) },
    ...refused("payments", "clusterId"),
    value: "orders",
  },
  {
    args: { ...CLUSTER, storage: storage({ cluster: { ...OWNER, namespace: "shop" } }) },
    ...refused("flink", "namespace"),
    value: "shop",
  },
  {
    args: { ...CLUSTER, storage: storage({ cluster: OWNER }), access: { jobManagerServiceAccount: "own" } },
    ...refused("own", "jobManagerServiceAccount"),
    value: "orders-jobmanager",
  },
  {
    args: { ...CLUSTER, storage: storage({ cluster: { ...OWNER, taskManagerServiceAccount: "theirs" } }) },
    ...refused("orders-taskmanager", "taskManagerServiceAccount"),
    value: "theirs",
  },
];
