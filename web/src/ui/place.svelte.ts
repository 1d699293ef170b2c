/** Where the page is. The router knows it, but a page that imports the router which imports the page is a circle. */
const createPlace = () => {
  let pathname = $state(location.pathname);
  return {
    /** The last part of the address: the id of `/habits/:id`. */
    get last() {
      return decodeURIComponent(pathname.split('/').at(-1) ?? '');
    },
    moved: (to: string): void => {
      pathname = to;
    },
  };
};

export const place = createPlace();
