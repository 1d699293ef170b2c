/** The second step of hatching: open until a first thing is chosen, or put off. A reload of the tab comes back to it. */
const KEY = 'first-bite';

const createFirstBite = () => {
  let petId = $state(sessionStorage.getItem(KEY));
  return {
    isOpenFor: (id: string): boolean => petId === id,
    open: (id: string): void => {
      petId = id;
      sessionStorage.setItem(KEY, id);
    },
    close: (): void => {
      petId = null;
      sessionStorage.removeItem(KEY);
    },
  };
};

export const firstBite = createFirstBite();
