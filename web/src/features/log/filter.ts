/** What the list is narrowed to. The server filters what it has; this does the same for what waits on the device. Pure. */
import type { Valence } from '#core/domain/dog/moment.ts';
import { normaliseTag } from '#core/domain/dog/tags.ts';
import type { Moment } from '../../state/moment-versions.ts';
import type { MomentQuery } from '../../state/moments.svelte.ts';

export interface MomentFilter {
  readonly valence: Valence | 'all';
  /** As it was typed. */
  readonly tag: string;
  readonly text: string;
}

export const NO_FILTER: MomentFilter = { valence: 'all', tag: '', text: '' };

/** What the server is asked; what is empty is left out. */
export const queryOf = ({ valence, tag, text }: MomentFilter): MomentQuery => {
  const spelled = normaliseTag(tag);
  return {
    ...(valence !== 'all' && { valence }),
    ...(spelled !== '' && { tag: spelled }),
    ...(text.trim() !== '' && { q: text.trim() }),
  };
};

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};

export const matches = (moment: Moment, filter: MomentFilter): boolean => {
  const { valence, tag, q } = queryOf(filter);
  const words = q?.toLowerCase() ?? '';
  const said = [moment.notes ?? '', ...textsOf(moment.context)];
  return (
    (valence === undefined || moment.valence === valence) &&
    (tag === undefined || moment.tags.includes(tag)) &&
    said.some((text) => text.toLowerCase().includes(words))
  );
};
