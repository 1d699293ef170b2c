/** What a run costs, as far as it can be told from prices in the configuration. US dollars, decimal strings, 4 decimals. */
import { Decimal } from 'decimal.js';

export interface LlmPrices {
  /** `LLM_PRICE_INPUT`: USD for a million tokens in. */
  readonly inputPerMillion: string;
  /** `LLM_PRICE_OUTPUT`: USD for a million tokens out. */
  readonly outputPerMillion: string;
}

export interface TokenCount {
  readonly input: number;
  readonly output: number;
}

/** No tokeniser known makes more of a text: it errs on the side of the purse. English has about four characters a token. */
const BYTES_PER_TOKEN = 3;
const PLACES = 4;
const COLUMN_MAX = new Decimal('999999.9999');

/** A careful guess of the tokens in a text, for servers that do not count and for what a question may cost. */
export const guessTokens = (text: string): number => Math.ceil(new TextEncoder().encode(text).length / BYTES_PER_TOKEN);

/**
 * `ai_runs.estimated_cost_usd`; `null` when no prices are set. Rounded up, so that many small runs do not count as none, and
 * bounded by the column.
 */
export const costOf = (tokens: TokenCount, prices: LlmPrices | null): string | null => {
  if (prices === null) return null;
  const cost = new Decimal(prices.inputPerMillion)
    .times(tokens.input)
    .plus(new Decimal(prices.outputPerMillion).times(tokens.output))
    .div(1_000_000)
    .toDecimalPlaces(PLACES, Decimal.ROUND_UP);
  return Decimal.min(cost, COLUMN_MAX).toFixed(PLACES);
};

/** What a run used: as the server counted, else guessed from what was sent and what came. */
export const tokensUsed = (
  run: { readonly inputTokens: number | null; readonly outputTokens: number | null },
  texts: { readonly sent: string; readonly received: string },
): TokenCount => ({
  input: run.inputTokens ?? guessTokens(texts.sent),
  output: run.outputTokens ?? guessTokens(texts.received),
});
