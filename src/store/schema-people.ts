type Int = bigint;
type Bytes = Uint8Array;

/** People, their roles, ways in, sessions, keys and links. */
export type PeopleTables = {
  person: {
    id: string;
    sign_in: string;
    name: string;
    state: string;
    password: string | null;
    code_key_id: Int | null;
    code_seed: Bytes | null;
    code_step: Int;
    preferences: string;
    made_at: Int;
    seen_at: Int | null;
  };
  person_role: { person_id: string; book_id: Int; role: string; since: Int };
  person_passkey: {
    id: string;
    person_id: string;
    credential: string;
    public_key: string;
    counter: Int;
    device: string;
    backed_up: Int;
    transports: string;
    model: string;
    name: string;
    made_at: Int;
    used_at: Int | null;
  };
  person_recovery: { hash: Bytes; person_id: string; made_at: Int };
  person_session: {
    id: string;
    hash: Bytes;
    former_hash: Bytes | null;
    former_until: Int | null;
    person_id: string;
    secure: Int;
    made_at: Int;
    used_at: Int;
    fresh_until: Int | null;
    agent: string;
    address: string;
  };
  person_key: {
    id: string;
    hash: Bytes;
    person_id: string;
    book_id: Int;
    name: string;
    scopes: string;
    hint: string;
    made_at: Int;
    expires_at: Int;
    used_at: Int | null;
  };
  person_link: {
    id: string;
    hash: Bytes;
    kind: string;
    book_id: Int | null;
    role: string | null;
    person_id: string | null;
    made_by: string;
    made_at: Int;
    expires_at: Int;
    used_at: Int | null;
  };
  person_try: { key: string; failures: Int; last_at: Int; until: Int };
};
