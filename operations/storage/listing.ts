import type { S3Client } from "@aws-sdk/client-s3";
import type { Progress } from "../progress";
import type { StorageInventory } from "./inventory";
import { InventoryBuilder } from "./inventoryBuilder";
import { folder, location } from "./location";
import { listObjects, listUploads } from "./objects";

/** Lists everything below a storage URI, or only one cluster's folder in it, however much it is. */
export async function readInventory(
  client: S3Client,
  uri: string,
  progress: Progress,
  clusterId?: string,
): Promise<StorageInventory> {
  const { bucket, prefix } = location(uri);
  const builder = new InventoryBuilder(bucket, prefix);
  const listed = `${folder(prefix)}${clusterId === undefined ? "" : folder(clusterId)}`;
  for await (const object of listObjects(client, bucket, listed)) {
    builder.add(object);
    if (builder.total.objects % 1000 === 0) progress(`${builder.total.objects.toLocaleString("en")} objects of ${uri}`);
  }
  for await (const { key, initiated } of listUploads(client, bucket, listed)) builder.addUpload(key, initiated);
  return builder.build();
}
