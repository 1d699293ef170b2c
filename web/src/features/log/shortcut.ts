/** Whether a key is meant for the page: nobody types, no dialog is open, and no other key goes with it. */
export const isShortcut = (event: KeyboardEvent): boolean => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.querySelector('dialog[open]')) return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  return !target?.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');
};
