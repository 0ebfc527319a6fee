import * as assert from "node:assert/strict";
import { HighAvailabilityType } from "../../../components";
import { defaultConfiguration, ownedConfiguration } from "../../../components/configuration/flinkConfiguration";
import type { Cluster } from "../../../components/model/cluster";
import { clusterSpec, type PlainArgs } from "../../../components/model/clusterSpec";
import { names } from "../../../components/model/names";
import { PROCESS_KINDS } from "../../../components/model/processes";
import { stateFolders } from "../../../components/model/stateFolders";
import { MODES } from "../../../components/modes";
import { SMALL } from "../../support/recordedCluster";

const IDENTITY = { clusterId: "demo", namespace: "flink", generation: 1 };
const NAMES = names(IDENTITY);

function cluster(changed: Partial<PlainArgs> = {}): Cluster {
  return { identity: IDENTITY, names: NAMES, spec: clusterSpec({ ...(SMALL as PlainArgs), ...changed }) };
}

/** A mode is a row of data: what follows must hold for every row, also for those still to come. */
describe("modes", () => {
  it("are told apart by what is started and who makes the pods", () => {
    const pairs = MODES.map(({ start, podMaker }) => `${start} ${podMaker}`);
    assert.deepEqual([...new Set(pairs)], pairs);
    assert.ok(pairs.includes("application standalone"));
  });

  for (const mode of MODES) {
    describe(`${mode.start}, ${mode.podMaker}`, () => {
      for (const kind of PROCESS_KINDS) {
        for (const type of Object.values(HighAvailabilityType)) {
          it(`starts a ${kind} with HA ${type} by a script of Flink's`, () => {
            const entryPoint = mode.entryPoint(kind, cluster({ highAvailability: { type } }));
            assert.match(entryPoint.script, /^[a-z-]+\.sh$/);
            for (const argument of entryPoint.arguments) assert.equal(typeof argument, "string");
          });
        }

        it(`gives each -D of a ${kind} a key and a value in an argument after it`, () => {
          const { arguments: all } = mode.entryPoint(kind, cluster());
          const options = all.flatMap((argument, index) => (argument === "-D" ? [all[index + 1]] : []));
          for (const option of options) assert.match(option, /^[a-z.-]+=.+$/);
          assert.deepEqual(
            all.filter((argument) => /^-D./.test(argument)),
            [],
          );
        });

        it(`lets a ${kind} touch nothing but ConfigMaps of its own cluster`, () => {
          const rules = mode.access[kind](NAMES);
          assert.ok(rules.length > 0);
          for (const { resources, resourceNames, verbs } of rules) {
            assert.deepEqual(resources, ["configmaps"]);
            const named = (resourceNames as string[] | undefined) ?? [];
            if (named.length === 0) assert.deepEqual(verbs, ["create"]);
            for (const name of named) assert.ok(name.startsWith(`${NAMES.haClusterId}-`), name);
          }
        });
      }

      it("creates its workloads in an order that can be kept", () => {
        const created = new Set<string>();
        for (const { kind, after } of mode.workloads) {
          for (const other of after) assert.ok(created.has(other), `${kind} comes before ${other}`);
          assert.ok(!created.has(kind), `${kind} twice`);
          created.add(kind);
        }
        assert.ok(created.has("jobmanager"));
      });

      it("sets keys that nothing else sets, and reserves keys that nothing sets", () => {
        const folders = stateFolders("s3://bucket", IDENTITY, "life");
        const others = { ...defaultConfiguration(), ...ownedConfiguration(cluster(), folders) };
        for (const key of Object.keys(mode.ownedKeys)) assert.ok(!(key in others), key);
        for (const key of mode.reservedKeys) assert.ok(!(key in others) && !(key in mode.ownedKeys), key);
      });
    });
  }
});
