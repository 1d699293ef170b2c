/** What becomes of a moment that a device sends: the table of spec 5.1. Retries in any order end in the same row. */
import type { MomentContent } from './moment.ts';
import { sameJson } from './same-json.ts';

export type SyncStatus = 'created' | 'duplicate' | 'conflict' | 'updated' | 'deleted';

/** The newest version of a moment. */
export interface MomentVersion {
  readonly content: MomentContent;
  /** 1 and up. */
  readonly revision: number;
  readonly deleted: boolean;
}

/** A version as it arrives; `revision` is `null` from a device that knows only seed 000's fields. */
export interface IncomingVersion {
  readonly content: MomentContent;
  readonly revision: number | null;
  readonly deleted: boolean;
}

export interface SyncDecision {
  readonly status: SyncStatus;
  /** What the row is afterwards; for a conflict what it is and stays, which the page shows beside its own. */
  readonly row: MomentVersion;
  /** `version`: the row and its raw version; `revision`: the counter of the row alone; `nothing`. */
  readonly writes: 'version' | 'revision' | 'nothing';
}

const sameTags = (a: readonly string[], b: readonly string[]): boolean => {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((tag) => right.has(tag));
};

/** Whether two versions tell the same: tags as a set, instants as points in time, contexts whatever their keys' order. */
export const sameContent = (a: MomentContent, b: MomentContent): boolean =>
  Date.parse(a.occurredAt) === Date.parse(b.occurredAt) &&
  a.valence === b.valence &&
  a.intensity === b.intensity &&
  a.notes === b.notes &&
  sameTags(a.tags, b.tags) &&
  sameJson(a.context, b.context);

const created = ({ content, revision, deleted }: IncomingVersion): SyncDecision => ({
  status: 'created',
  row: { content, revision: revision ?? 1, deleted },
  writes: 'version',
});

const updated = (row: MomentVersion, isUndo: boolean): SyncDecision => ({
  status: isUndo ? 'deleted' : 'updated',
  row,
  writes: 'version',
});

/** A version without a revision that does not ask for it says nothing of a deletion, and so never takes one back. */
const syncUnversioned = (current: MomentVersion, { content, deleted: isUndo }: IncomingVersion): SyncDecision => {
  const deleted = current.deleted || isUndo;
  if (deleted === current.deleted && sameContent(current.content, content)) {
    return { status: 'duplicate', row: current, writes: 'nothing' };
  }
  return updated({ content, revision: current.revision + 1, deleted }, isUndo);
};

/**
 * Compares a version that arrives with the row that is there (`null`: none yet). Pure; the caller holds the user's lock.
 *
 * Whether it was deleted is part of what a version with a revision tells. Such a version that is newer and tells the same
 * is a duplicate, but its revision is kept: an older one that is still on its way must not win later. A moment that was
 * undone before its first version got through is created deleted, so that the retry does not bring it back.
 */
export const syncMoment = (current: MomentVersion | null, incoming: IncomingVersion): SyncDecision => {
  if (!current) return created(incoming);
  const { content, revision, deleted } = incoming;
  if (revision === null) return syncUnversioned(current, incoming);
  if (current.deleted === deleted && sameContent(current.content, content)) {
    const isNewer = revision > current.revision;
    const row = isNewer ? { ...current, revision } : current;
    return { status: 'duplicate', row, writes: isNewer ? 'revision' : 'nothing' };
  }
  if (revision < current.revision) return { status: 'duplicate', row: current, writes: 'nothing' };
  if (revision === current.revision) return { status: 'conflict', row: current, writes: 'nothing' };
  return updated({ content, revision, deleted }, deleted);
};
