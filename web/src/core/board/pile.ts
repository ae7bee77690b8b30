// A list that is never changed: a new one shares all but a few rows with the one before, so every moment of a class can be kept.
const WIDE = 64;

export class Pile<T extends { item: string }> {
  private constructor(
    private readonly rows: readonly (readonly T[])[],
    readonly length: number,
    /** Where an item was put last; shared by all piles that grew from one another, so it is looked up and checked. */
    private readonly places: Map<string, number>,
  ) {}

  static empty<T extends { item: string }>(): Pile<T> {
    return new Pile<T>([], 0, new Map());
  }

  at(index: number): T | undefined {
    return this.rows[Math.floor(index / WIDE)]?.[index % WIDE];
  }

  /** Where an item is, -1 if it is not here. */
  find(item: string): number {
    const place = this.places.get(item);
    if (place === undefined) return -1;
    if (this.at(place)?.item === item) return place;
    for (const [row, items] of this.rows.entries()) {
      const found = items.findIndex((one) => one.item === item);
      if (found >= 0) return row * WIDE + found;
    }
    return -1;
  }

  get(item: string): T | undefined {
    return this.at(this.find(item));
  }

  push(one: T): Pile<T> {
    const row = Math.floor(this.length / WIDE);
    const rows = [...this.rows];
    rows[row] = [...(rows[row] ?? []), one];
    this.places.set(one.item, this.length);
    return new Pile(rows, this.length + 1, this.places);
  }

  /** The same with another item at a place. */
  with(index: number, one: T): Pile<T> {
    const row = Math.floor(index / WIDE);
    const rows = [...this.rows];
    rows[row] = (rows[row] ?? []).map((before, column) => (column === index % WIDE ? one : before));
    return new Pile(rows, this.length, this.places);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const row of this.rows) yield* row;
  }

  /** The places at which this pile differs from an older one, in order; rows that are shared are not looked at. */
  changed(before: Pile<T>): number[] {
    const found: number[] = [];
    const rows = Math.max(this.rows.length, before.rows.length);
    for (let row = 0; row < rows; row += 1) {
      const [mine, other] = [this.rows[row] ?? [], before.rows[row] ?? []];
      if (mine === other) continue;
      for (let column = 0; column < Math.max(mine.length, other.length); column += 1)
        if (mine[column] !== other[column]) found.push(row * WIDE + column);
    }
    return found;
  }
}
