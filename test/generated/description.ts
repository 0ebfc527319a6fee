/** What the documentation of an argument says, taken apart. */
export interface Description {
  /** What it means, on one line. */
  readonly text: string;
  /** Flink's names for it, as Markdown. */
  readonly flinkKey?: string;
  /** What holds when it is not given, as Markdown. */
  readonly default?: string;
  readonly examples: readonly Example[];
}

export interface Example {
  /** The sentence that leads to it. */
  readonly lead?: string;
  /** The fenced block. */
  readonly block: string;
}

const FENCE = /^```[^]*?^```$/gm;
const END = String.raw`\.(?=\s|$)`;
const FLINK_KEY = new RegExp(`\\s*Flink (?:keys?|option): ([^]+?)${END}`);
const DEFAULT = new RegExp(`\\s*Defaults to ([^]+?)${END}`);

/** Takes a description apart: sentences of a fixed form, examples, and the rest. */
export function describe(description: string): Description {
  const paragraphs = description.replace(FENCE, (block) => block.replaceAll("\n\n", "\n\0")).split(/\n\n+/);
  const isExample = (paragraph?: string) => paragraph?.startsWith("```") ?? false;
  const isLead = (index: number) => paragraphs[index]?.endsWith(":") && isExample(paragraphs[index + 1]);
  const examples = paragraphs.flatMap((paragraph, index) =>
    isExample(paragraph)
      ? [
          {
            lead: isLead(index - 1) ? oneLine(paragraphs[index - 1]) : undefined,
            block: paragraph.replaceAll("\0", "\n"),
          },
        ]
      : [],
  );
  const text = paragraphs.filter((paragraph, index) => !isExample(paragraph) && !isLead(index)).join(" ");
  return {
    text: oneLine(text.replace(FLINK_KEY, "").replace(DEFAULT, "")),
    flinkKey: found(FLINK_KEY, text),
    default: found(DEFAULT, text),
    examples,
  };
}

function found(pattern: RegExp, text: string): string | undefined {
  const [, match] = pattern.exec(text) ?? [];
  return match && oneLine(match);
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
