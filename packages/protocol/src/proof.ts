/** `POST /v1/proofs/export`: whose proofs, one of the three, and of when. */
export interface ProofExportRequest {
  visitorToken?: string;
  customerId?: string;
  all?: true;
  /** Milliseconds since 1970 UTC: decided from then on, and before then. */
  from?: number;
  to?: number;
}

/** `PUT /v1/banner-texts` */
export interface BannerTextRequest {
  /** BCP 47. */
  language: string;
  text: string;
  /** Hex SHA-256: the hash that the shop's pages send, where it is to be checked. */
  hash?: string;
}
