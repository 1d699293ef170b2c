/** A reader of the live stream. */
import { get, type IncomingMessage } from 'node:http';

export interface SseEvent {
  readonly name: string;
  readonly data: string;
}

export interface Stream {
  close(): void;
}

const parse = (block: string): SseEvent => {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) name = line.slice('event:'.length).trim();
    if (line.startsWith('data:')) data.push(line.slice('data:'.length).trim());
  }
  return { name, data: data.join('\n') };
};

/** Opens `GET /v1/stream` and resolves with the first event of it, after which `onEvent` is told of every other. */
export const openStream = (port: number, token: string, onEvent: (event: SseEvent) => void): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const request = get(
      { port, host: '127.0.0.1', path: '/v1/stream', headers: { authorization: `Bearer ${token}` }, agent: false },
      (response: IncomingMessage) => {
        if (response.statusCode !== 200) {
          request.destroy();
          return reject(new Error(`the stream was answered with ${response.statusCode}`));
        }
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            const event = parse(text.slice(0, end));
            text = text.slice(end + 2);
            if (event.data === '') continue;
            resolve({ close: () => request.destroy() });
            onEvent(event);
          }
        });
      },
    );
    request.on('error', reject);
  });
