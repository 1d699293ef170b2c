/** The most a page of a list may hold (core/contract/common.ts). */
const PAGE = 200;

interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/** Every item of a list that comes in pages. */
export const allPages = async <T>(
  ask: (query: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
): Promise<readonly T[]> => {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await ask({ limit: PAGE, ...(cursor !== null && { cursor }) });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return items;
};
