/** The live stream: what changed on the server, as it happens. It resumes where it stopped (`Last-Event-ID`). */

export interface StreamHandlers {
  readonly onEvent: (name: string, data: unknown) => void;
  /** The stream is up, or down and trying again. */
  readonly onState: (isUp: boolean) => void;
}

const NAMES = ['hello', 'pet', 'goal', 'habit', 'delivery'] as const;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Opens it and keeps it open until `close`. A browser retries by itself; where it gives up, this goes on. */
export const openStream = ({ onEvent, onState }: StreamHandlers): { close(): void } => {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE_MS;
  let lastId = '';

  const connect = (): void => {
    const opened = new EventSource(
      lastId === '' ? '/v1/stream' : `/v1/stream?last_event_id=${encodeURIComponent(lastId)}`,
    );
    source = opened;
    opened.onopen = () => {
      pause = FIRST_PAUSE_MS;
      onState(true);
    };
    opened.onerror = () => {
      onState(false);
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
    for (const name of NAMES) {
      opened.addEventListener(name, (event: MessageEvent<string>) => {
        if (event.lastEventId !== '') lastId = event.lastEventId;
        onEvent(name, JSON.parse(event.data) as unknown);
      });
    }
  };

  connect();
  return {
    close: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
};
