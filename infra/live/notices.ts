/** The channel on which workers tell servers whose rows changed. Only a doorbell: a notice can be lost (ADR 0005). */
export const LIVE_CHANNEL = 'pawgress_live';

/** PostgreSQL takes less than 8000 bytes in one notice; an id and its comma are 37. */
const IDS_PER_NOTICE = 200;

/** User ids as payloads of notices. */
export const toNotices = (userIds: readonly string[]): string[] => {
  const notices: string[] = [];
  for (let at = 0; at < userIds.length; at += IDS_PER_NOTICE) {
    notices.push(userIds.slice(at, at + IDS_PER_NOTICE).join(','));
  }
  return notices;
};

export const fromNotice = (payload: string): readonly string[] => payload.split(',').filter((id) => id !== '');
