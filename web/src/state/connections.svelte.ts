/** Connections and what arrived on them. */
import {
  createIntegration,
  deleteIntegration,
  forgetDelivery,
  listDeliveries,
  listIntegrations,
  listProviders,
  replayDelivery,
  replayFailed,
  rotateSecret,
  updateIntegration,
  type DeliveryView,
  type IntegrationView,
} from '#core/contract/integrations.ts';
import { call } from '../api/call.ts';

const SHOWN = 20;
/** The strip shows a day: as many deliveries as one answer may hold. */
const STRIP = 200;

/** The deliveries of one connection that are on screen. */
export interface DeliveryList {
  /** Only those of this status; `null`: all. */
  readonly status: DeliveryView['status'] | null;
  readonly items: readonly DeliveryView[];
  readonly cursor: string | null;
  readonly hasMore: boolean;
}

const EMPTY: DeliveryList = { status: null, items: [], cursor: null, hasMore: false };

const createConnections = () => {
  let providers = $state<Awaited<ReturnType<typeof loadProviders>>>([]);
  let connections = $state<IntegrationView[]>([]);
  let status = $state<'loading' | 'here'>('loading');
  /** By connection: the newest, whatever became of them. */
  const recent = $state<Record<string, readonly DeliveryView[]>>({});
  /** By connection: what is listed. */
  const lists = $state<Record<string, DeliveryList>>({});
  /** Shown once: secrets live here until the page is left. */
  const secrets = $state<Record<string, string>>({});

  const loadProviders = async () => (await call(listProviders)).items;
  const put = (view: IntegrationView): void => {
    const known = connections.some((connection) => connection.id === view.id);
    connections = known ? connections.map((c) => (c.id === view.id ? view : c)) : [...connections, view];
  };
  const listOf = (id: string): DeliveryList => lists[id] ?? EMPTY;
  const page = async (id: string, only: DeliveryList['status'], limit: number, cursor: string | null) =>
    call(listDeliveries, {
      params: { id },
      query: { limit, ...(only !== null && { status: only }), ...(cursor !== null && { cursor }) },
    });
  const show = async (id: string, only: DeliveryList['status']): Promise<void> => {
    const { items, next_cursor } = await page(id, only, SHOWN, null);
    lists[id] = { status: only, items, cursor: next_cursor, hasMore: next_cursor !== null };
  };
  const loadDeliveries = async (id: string): Promise<void> => {
    recent[id] = (await page(id, null, STRIP, null)).items;
    await show(id, listOf(id).status);
  };
  const reload = async (): Promise<void> => {
    connections = (await call(listIntegrations)).items;
    status = 'here';
    await Promise.all(connections.map(({ id }) => loadDeliveries(id)));
  };

  return {
    get providers() {
      return providers;
    },
    get connections() {
      return connections;
    },
    get status() {
      return status;
    },
    recent,
    secrets,
    listOf,
    load: async (): Promise<void> => {
      const [known] = await Promise.all([loadProviders(), reload()]);
      providers = known;
    },
    /** What the stream said: read again where the page has been opened already. */
    reload: async (): Promise<void> => {
      if (status === 'here') await reload();
    },
    filter: show,
    more: async (id: string): Promise<void> => {
      const { status: only, items, cursor } = listOf(id);
      const next = await page(id, only, SHOWN, cursor);
      lists[id] = {
        status: only,
        items: [...items, ...next.items],
        cursor: next.next_cursor,
        hasMore: next.next_cursor !== null,
      };
    },
    connect: async (provider: string): Promise<void> => {
      const { secret, ...view } = await call(createIntegration, { body: { provider } });
      if (secret !== null) secrets[view.id] = secret;
      recent[view.id] = [];
      put(view);
    },
    change: async (
      id: string,
      body: { name?: string; status?: 'active' | 'paused'; account?: { login: string } },
    ): Promise<void> => put(await call(updateIntegration, { params: { id }, body })),
    rotate: async (id: string): Promise<void> => {
      const { secret, ...view } = await call(rotateSecret, { params: { id } });
      if (secret !== null) secrets[id] = secret;
      put(view);
    },
    disconnect: async (id: string): Promise<void> => {
      await call(deleteIntegration, { params: { id } });
      connections = connections.filter((connection) => connection.id !== id);
    },
    replay: async (id: string, rawId: string): Promise<void> => {
      await call(replayDelivery, { params: { id, rawId } });
      await reload();
    },
    replayAll: async (id: string): Promise<void> => {
      await call(replayFailed, { params: { id } });
      await reload();
    },
    setAside: async (id: string, rawId: string): Promise<void> => {
      await call(forgetDelivery, { params: { id, rawId } });
      await reload();
    },
  };
};

export const connectionState = createConnections();
