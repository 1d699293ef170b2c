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

const createConnections = () => {
  let providers = $state<Awaited<ReturnType<typeof loadProviders>>>([]);
  let connections = $state<IntegrationView[]>([]);
  let status = $state<'loading' | 'here'>('loading');
  /** By connection. */
  const deliveries = $state<Record<string, DeliveryView[]>>({});
  /** Shown once: secrets live here until the page is left. */
  const secrets = $state<Record<string, string>>({});

  const loadProviders = async () => (await call(listProviders)).items;
  const put = (view: IntegrationView): void => {
    const known = connections.some((connection) => connection.id === view.id);
    connections = known ? connections.map((c) => (c.id === view.id ? view : c)) : [...connections, view];
  };
  const loadDeliveries = async (id: string): Promise<void> => {
    deliveries[id] = (await call(listDeliveries, { params: { id }, query: { limit: SHOWN } })).items;
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
    deliveries,
    secrets,
    load: async (): Promise<void> => {
      const [known] = await Promise.all([loadProviders(), reload()]);
      providers = known;
    },
    reload,
    connect: async (provider: string): Promise<void> => {
      const { secret, ...view } = await call(createIntegration, { body: { provider } });
      if (secret !== null) secrets[view.id] = secret;
      deliveries[view.id] = [];
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
      await loadDeliveries(id);
    },
    replayAll: async (id: string): Promise<void> => {
      await call(replayFailed, { params: { id } });
      await loadDeliveries(id);
    },
    setAside: async (id: string, rawId: string): Promise<void> => {
      await call(forgetDelivery, { params: { id, rawId } });
      await reload();
    },
  };
};

export const connectionState = createConnections();
