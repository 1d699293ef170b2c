/** Ids that this device makes. The browser's own `crypto.randomUUID` is there over https alone, and a server at home is not. */
import { v4 } from 'uuid';

/** A UUID of version 4. */
export const newId = (): string => v4();
