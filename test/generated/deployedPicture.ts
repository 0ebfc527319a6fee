import { type Graph as Dot, instance } from "@viz-js/viz";
import { type Box, deployedGraph, type Graph } from "./deployedGraph";

const FONT = "Helvetica";
const GREY = "#57606a";

/** Fill and border of the boxes. */
const COLOURS: Record<string, [string, string]> = {
  Deployment: ["#ffe8d6", "#e6526f"],
  "S3 bucket": ["#e3f1e1", "#3f8624"],
  "IAM role": ["#fbe6e8", "#c7131f"],
  made: ["#ffffff", GREY],
  other: ["#e8effc", "#326ce5"],
};

const FRAMES = {
  kubernetes: "FlinkCluster on Kubernetes",
  aws: "S3StateStorage on AWS",
};

/** docs/deployed.svg, laid out by Graphviz. */
export async function deployedPicture(): Promise<string> {
  const viz = await instance();
  const svg = viz.renderString(dot(await deployedGraph()), { format: "svg" });
  const bare = svg.slice(svg.indexOf("<svg")).replaceAll(/<!--[^]*?-->\n/g, "");
  // Viewers without Helvetica find one of the same widths.
  return bare.replaceAll("Helvetica,sans-Serif", "Helvetica,Arial,sans-serif");
}

function dot({ boxes, arrows }: Graph): Dot {
  const nodes = (where: Box["where"]) => boxes.filter((box) => box.where === where).map(node);
  return {
    directed: true,
    graphAttributes: { rankdir: "LR", nodesep: 0.25, ranksep: 0.75, bgcolor: "white", pad: 0.2, fontname: FONT },
    nodeAttributes: { shape: "box", style: "rounded,filled", fontname: FONT, fontsize: 11, margin: "0.2,0.09" },
    edgeAttributes: { color: GREY, fontcolor: GREY, fontname: FONT, fontsize: 9, arrowsize: 0.7 },
    subgraphs: (["kubernetes", "aws"] as const).map((where) => ({
      name: `cluster_${where}`,
      graphAttributes: {
        label: `  ${FRAMES[where]}`,
        labeljust: "l",
        style: "rounded",
        color: "#d0d7de",
        fontcolor: GREY,
        margin: 16,
        fontsize: 12,
      },
      nodes: nodes(where),
    })),
    edges: arrows.map(({ from, to, says }) => ({ tail: from, head: to, attributes: { label: says } })),
  };
}

function node({ id, kind, lines, byFlink }: Box) {
  const [fillcolor, color] = COLOURS[byFlink ? "made" : kind] ?? COLOURS.other;
  const [name, ...rest] = lines.map(escaped);
  const more = rest.map((line) => `<br/><font point-size="9" color="${GREY}">${line}</font>`).join("");
  const label = {
    html: `<font point-size="9" color="${GREY}">${kind}</font><br/><font color="#1f2328" point-size="12">${name}</font>${more}`,
  };
  return { name: id, attributes: { label, fillcolor, color, ...(byFlink && { style: "rounded,filled,dashed" }) } };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
