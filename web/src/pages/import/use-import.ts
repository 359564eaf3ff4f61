import { type UseMutationResult, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { ask } from "../../lib/api/request.ts";
import { useWrite } from "../../lib/api/write.ts";
import { type Booking, type Choices, choicesOf, nothingSaid, type Result, type Said, type Upload } from "./shapes.ts";

/** Everything between a file on somebody's machine and rows in the books. */
export type Import = {
  readonly upload: Upload | undefined;
  readonly send: UseMutationResult<Upload, ApiProblem, File>;
  readonly preview: {
    readonly data: Result | undefined;
    readonly error: ApiProblem | null;
    readonly isPending: boolean;
  };
  readonly said: Said;
  say(said: Said): void;
  lookAgain(): void;
  book(): void;
  readonly isBooking: boolean;
  readonly booking: Booking | undefined;
  readonly bookError: ApiProblem | null;
  startOver(): void;
};

const pollMs = 500;

export function useImport(book: string): Import {
  const [said, say] = useState<Said>(nothingSaid);
  const [bookedId, setBookedId] = useState<string>();
  const preview = useWrite<{ readonly id: string; readonly choices: Choices }, Result>(
    ({ id, choices }) => ({ path: `/imports/uploads/${id}/preview`, query: { book }, body: choices }),
    { topics: ["jobs"] },
  );
  const send = useMutation<Upload, ApiProblem, File>({
    mutationFn: async (file) => {
      const query = { book, name: file.name, modifiedAt: new Date(file.lastModified).toISOString() };
      // The type a browser guesses from the name says nothing about what is in it.
      const body = new Blob([file], { type: "application/octet-stream" });
      return (await ask<Upload>("/imports/uploads", { method: "POST", query, body })).data;
    },
    onSuccess: ({ id }) => preview.mutate({ id, choices: choicesOf(said) }),
  });
  const begin = useWrite<{ readonly id: string; readonly choices: Choices }, Booking>(
    ({ id, choices }) => ({ path: `/imports/uploads/${id}/book`, query: { book }, body: choices }),
    { topics: ["jobs"], onDone: (_, { id }) => setBookedId(id) },
  );
  const booking = useQuery<Booking, ApiProblem>({
    queryKey: ["/imports/uploads", bookedId],
    queryFn: async ({ signal }) =>
      (await ask<Booking>(`/imports/uploads/${bookedId}`, { query: { book }, signal })).data,
    enabled: bookedId !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === "booking" ? pollMs : false),
    meta: { topics: [] as string[] },
  });
  const upload = send.data;
  return {
    upload,
    send,
    preview: { data: preview.data?.data, error: preview.error, isPending: preview.isPending },
    said,
    say,
    lookAgain: () => upload && preview.mutate({ id: upload.id, choices: choicesOf(said) }),
    book: () => upload && begin.mutate({ id: upload.id, choices: choicesOf(said) }),
    isBooking: begin.isPending,
    booking: bookedId === undefined ? undefined : (booking.data ?? begin.data?.data),
    bookError: begin.error ?? booking.error,
    startOver: () => {
      setBookedId(undefined);
      send.reset();
      preview.reset();
      begin.reset();
    },
  };
}
