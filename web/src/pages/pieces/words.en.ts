export const words = { title: "Pieces", state: "Every piece in its states, with made-up figures" };
