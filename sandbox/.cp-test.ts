import { containerProcesses } from "./client";
void containerProcesses("flink-dev", process.argv[2], process.argv[3] ?? "main").then((p) => console.log(p.join(" ")));
