/** Where the values of a goal's periods are good. Pure. */
import type { RuleView } from '#core/contract/goals.ts';
import { signed, withUnit } from '../../ui/decimal.ts';
import type { Band } from '../trackers/plot.ts';
import { bandWords } from './period-words.ts';
import { isLimit } from './goal-state.ts';
import { periodTexts } from './words.ts';

const upTo = (value: string, label: string): Band => ({ from: null, to: Number(value), label: `${label} or less` });
const from = (value: string, label: string): Band => ({ from: Number(value), to: null, label: `${label} or more` });

const targetBand = (rule: RuleView, label: string): Band => {
  const end = rule.goal_end_point ?? '0';
  switch (rule.threshold_type) {
    case 'between':
      return { from: Number(rule.threshold_min), to: Number(rule.threshold_max), label };
    case 'eq':
      return { from: Number(end), to: Number(end), label };
    default:
      return rule.direction === 'down' ? upTo(end, label) : from(end, label);
  }
};

export const bandOf = (rule: RuleView, unit: string | null): Band => {
  switch (rule.measure_type) {
    case 'frequency': {
      const n = String(rule.frequency ?? 0);
      const label = periodTexts.band(n);
      return isLimit(rule) ? { from: 0, to: Number(n), label: `${label} or less` } : from(n, label);
    }
    case 'delta': {
      const isDown = rule.direction === 'down';
      const value = `${isDown ? '-' : ''}${rule.delta_goal ?? '0'}`;
      const label = periodTexts.band(withUnit(signed(value), unit));
      return isDown ? { ...upTo(value, label), label: `${label} or further` } : from(value, label);
    }
    case 'target':
      return targetBand(rule, periodTexts.band(bandWords(rule, unit)));
  }
};
