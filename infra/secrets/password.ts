import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's default) at the strength of architecture 9: 19 MiB, two passes. */
const STRENGTH = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing costs memory and a thread each: more at once would let a flood of sign-ins stop everything else. */
const AT_ONCE = 2;

/** Runs at most `most` of the works it is given at a time, in the order they come. */
const createGate = (most: number) => {
  const waiting: (() => void)[] = [];
  let free = most;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
};

const gate = createGate(AT_ONCE);

/** The PHC string to store for a password. */
export const hashPassword = (password: string): Promise<string> => gate(() => hash(password, STRENGTH));

/** Whether the password is the one that was hashed. A stored text that is no hash matches nothing. */
export const verifyPassword = (stored: string, password: string): Promise<boolean> =>
  gate(() => verify(stored, password).catch(() => false));
