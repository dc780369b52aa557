/** Rows with a column `product`, each with the `productName` that the catalogue has for it, or nothing. */
export const withProductNames = (rows: string) => `SELECT told.*, nullIf(products.name, '') AS productName
FROM (${rows}) AS told
LEFT JOIN (SELECT id, name FROM catalogue FINAL WHERE site = {site:String} AND NOT is_removed) AS products
  ON products.id = told.product`;
