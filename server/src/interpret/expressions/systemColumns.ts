/** Columns that every table has without an entry in `columns`. */
export const systemColumns = ["tableoid", "xmin", "xmax", "cmin", "cmax", "ctid"] as const;
