/** Server-sent events as far as chat completions use them: the data of each event, whatever pieces the bytes come in. */

const DATA = /^data: ?/;

/** The `data` of each event, its lines joined by a line feed. Comments and other fields are passed over. */
export async function* eventData(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];

  const take = function* (lines: readonly string[]): Generator<string> {
    for (const line of lines) {
      if (DATA.test(line)) data.push(line.replace(DATA, ''));
      if (line !== '' || data.length === 0) continue;
      yield data.join('\n');
      data = [];
    }
  };

  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    // A carriage return at the end may be the first half of a line end.
    const complete = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
    const lines = complete.split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + rest.slice(complete.length);
    yield* take(lines);
  }
  // Some servers leave out the empty line behind the last event.
  yield* take([...(rest + decoder.decode()).split(/\r\n|\r|\n/), '']);
}
