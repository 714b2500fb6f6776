/**
 * What takes back changes one by one, newest first. Nothing is kept as long as nobody has marked a place to come back
 * to, and a mark copies nothing.
 */
export class UndoLog {
  private back: (() => void)[] | undefined;

  /** Returns a function that takes back all that is noted from now on, and says whether that was anything. */
  mark(): () => boolean {
    const back = (this.back ??= []);
    const { length } = back;
    return () => {
      const isAny = back.length > length;
      while (back.length > length) back.pop()?.();
      return isAny;
    };
  }

  add<T>(items: Set<T>, item: T): void {
    if (items.has(item)) return;
    items.add(item);
    this.back?.push(() => items.delete(item));
  }

  remove<T>(items: Set<T>, item: T): void {
    if (items.delete(item)) this.back?.push(() => items.add(item));
  }

  put<K, V>(entries: Map<K, V>, key: K, value: V): void {
    const before = entries.get(key);
    this.back?.push(() => {
      if (before === undefined) entries.delete(key);
      else entries.set(key, before);
    });
    entries.set(key, value);
  }

  push<T>(list: T[], item: T): void {
    list.push(item);
    this.back?.push(() => list.pop());
  }
}
