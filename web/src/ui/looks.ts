/** How a kind of activity looks, the same in the feed and in every chart: its icon and its tint. */
import BedDouble from '@lucide/svelte/icons/bed-double';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CodeXml from '@lucide/svelte/icons/code-xml';
import Flag from '@lucide/svelte/icons/flag';
import ListChecks from '@lucide/svelte/icons/list-checks';
import PawPrint from '@lucide/svelte/icons/paw-print';
import Sparkles from '@lucide/svelte/icons/sparkles';

export const looks = {
  dev: { Icon: CodeXml, tint: 'pine' },
  health: { Icon: BedDouble, tint: 'sky' },
  habits: { Icon: CircleCheck, tint: 'coral' },
  dog: { Icon: PawPrint, tint: 'good' },
  planning: { Icon: ListChecks, tint: 'ink' },
  goals: { Icon: Flag, tint: 'honey' },
  other: { Icon: Sparkles, tint: 'ink' },
} as const;
