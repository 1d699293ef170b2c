/** Which trackers an event feeds: `source_key` names a source and what of it is measured (spec 3.1, 8.3, 8.5). */

/**
 * Keys an event of `source` answers to: `github.commit.push`; what is recorded also by its short name, `fitbit.steps` for
 * `steps.recorded`.
 */
export const sourceKeysOf = ({
  source,
  type,
}: {
  readonly source: string;
  readonly type: string;
}): readonly string[] => {
  const short = /^(.+)\.recorded$/.exec(type)?.[1];
  return short === undefined ? [`${source}.${type}`] : [`${source}.${type}`, `${source}.${short}`];
};
