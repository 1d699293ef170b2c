/** Finds the JSON object in what a model says: bare, in a code fence, behind its thoughts, or between polite sentences. */

/** Models that think aloud put it in front, where their server does not take it off. */
const THOUGHTS = /^\s*<think>[\s\S]*?<\/think>/;
const FENCED = /```[\w-]*\s([\s\S]*?)```/;

export interface FoundJson {
  /** As the model wrote it. */
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const parseObject = (text: string): FoundJson | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { text, value: value as FoundJson['value'] }
      : null;
  } catch {
    return null;
  }
};

/** `null`: there is no whole JSON object in it. */
export const findJson = (said: string): FoundJson | null => {
  const text = said.replace(THOUGHTS, '').trim();
  const fenced = FENCED.exec(text)?.[1]?.trim();
  const [open, close] = [text.indexOf('{'), text.lastIndexOf('}')];
  return (
    parseObject(text) ??
    (fenced === undefined ? null : parseObject(fenced)) ??
    (open >= 0 && close > open ? parseObject(text.slice(open, close + 1)) : null)
  );
};
