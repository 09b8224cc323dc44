/** An invented recording: what was said, on which day of May 2026, and when it was sent. */
export interface Told {
  day: number;
  time: string;
  fileName: string;
  text: string;
  template?: string;
  tags?: string[];
}

/** The one that is opened. */
export const OPENED: Told = {
  day: 31,
  time: "20:12",
  fileName: "Sunday evening.m4a",
  text:
    "It is Sunday, May 31, 2026, and I am sitting on the back step with a cup of tea. " +
    "Anna came over this morning with her mother and we planted the beans, the courgettes and a whole row of sunflowers along the fence. " +
    "Her mother showed me how to tie up the tomatoes with old stockings, and we laughed so much that the neighbour came to look. " +
    "At noon we cycled out to the lake, all three of us, on the bicycle that I repaired and two that we borrowed from ~Iqbal. " +
    "The chain held all the way. " +
    "The water was still cold, but Anna swam across to the island and back without stopping, and I was proud of her. " +
    "On the way home we got caught in a thunderstorm and had to wait for an hour under the roof of a bus stop in ~Ashcombe. " +
    "That was when she told me that the flat in Bristol is certain now, and that she moves on the fourteenth of June. " +
    "I was sad for a while, I will not pretend otherwise, and I think she saw it. " +
    "But then she asked me to help her drive the van, and I felt happy that I will be part of it. " +
    "In the evening I called Dad and told him about the beans. " +
    "He sounded better than last week, and the doctor says that the new tablets are working, which is a great relief. " +
    "I realise that I worry about things for weeks which are then over in one afternoon. " +
    "I want to write down the good days as well as the hard ones, because I forget how many there are. " +
    "Tomorrow I need to book the van, and I want to look for a present, perhaps the big map of the river that she always stops in front of.",
};

export const TOLD: readonly Told[] = [
  {
    day: 3,
    time: "21:40",
    fileName: "New Recording 12.m4a",
    text:
      "It is May 3, 2026. I slept badly and the whole day felt heavy. The interview was cancelled an hour before, and nobody told me why. " +
      "I was angry and disappointed, and I snapped at Ben for nothing. In the evening I apologised, and we cooked a pot of soup together. " +
      "I should go to bed earlier, I know that I am worse when I am tired.",
  },
  {
    day: 6,
    time: "19:05",
    fileName: "walk.m4a",
    text:
      "It is May 6, 2026. After work I walked up to the old mill and sat there until the sun was gone. " +
      "A heron stood in the water the whole time and did not mind me. Nothing special happened, and it was exactly what I needed.",
  },
  {
    day: 9,
    time: "22:10",
    fileName: "New Recording 14.m4a",
    text:
      "It is May 9, 2026. Dad has to go back into hospital for tests, and I am worried. Mum cried on the phone, which she never does. " +
      "I took the late train and we sat in the kitchen until midnight. I am scared, and I do not want to say so in front of her.",
  },
  {
    day: 12,
    time: "18:30",
    fileName: "tuesday.mp3",
    text:
      "It is May 12, 2026. The tests were good, it is only the tablets that have to be changed. I was so relieved that I bought a cake for the whole ward. " +
      "The nurse with the red glasses laughed and cut it into forty pieces. Dad ate three of them.",
  },
  {
    day: 16,
    time: "20:51",
    fileName: "first-entry.flac",
    text:
      "Today is Saturday, May 16, 2026. I woke up early and walked along the river before breakfast, because the rain had finally stopped. " +
      "At ten o'clock I met Anna at the market. We bought cherries and fresh bread, and she told me that she has found a new job in Bristol. " +
      "In the afternoon I repaired the old bicycle in the garden, and my neighbour helped me with the chain. " +
      "I felt calm and happy all day, only a little sad that Anna is going to move away.",
  },
  {
    day: 20,
    time: "07:58",
    fileName: "train.m4a",
    text:
      "It is May 20, 2026, and I am on the train to work. I have been offered the evening course in carpentry, and there is one place left. " +
      "It costs more than I wanted to spend. Still, I keep thinking about the table that I could make.",
  },
  {
    day: 23,
    time: "23:15",
    fileName: "New Recording 17.m4a",
    text:
      "It is May 23, 2026. We had the street party, and it was wonderful. Everybody brought something, and the children painted the whole road. " +
      "Iqbal played the accordion until his neighbour begged for mercy, and then she danced with him. " +
      "I love this street, and I am thankful that we never moved away.",
  },
  {
    day: 26,
    time: "21:20",
    fileName: "tuesday evening.m4a",
    text:
      "It is May 26, 2026. The boiler broke, the bus broke down, and then I lost my keys in the rain. It was a terrible day. " +
      "I shouted at the lock, and an old man stopped and offered me half of his umbrella. I suppose that I have learned to carry a spare key.",
  },
  {
    day: 28,
    time: "19:44",
    fileName: "first evening of the course.m4a",
    text:
      "It is May 28, 2026. First evening of the carpentry course. My joints were crooked and my hands are full of splinters, and I enjoyed every minute. " +
      "The teacher said that crooked is a good place to begin. Anna wants to come and see the workshop next week.",
  },
  {
    day: 29,
    time: "10:02",
    fileName: "Garden committee.mp3",
    template: "meeting",
    tags: ["committee"],
    text:
      "Good morning, everyone, this is the garden committee. Today is May 29, 2026. The water tank leaks again, and the repair will cost ninety pounds. " +
      "We agreed to pay for it from the plant sale. Tom will call the plumber on Monday. " +
      "We decided to open the gate an hour earlier in summer. Anna is going to hand over her key to Priya before the fourteenth of June. " +
      "Who takes care of the compost is still an open question.",
  },
  {
    day: 30,
    time: "22:30",
    fileName: "New Recording 19.m4a",
    text:
      "It is May 30, 2026. I spent the whole day in the garden and got nothing done, and it was lovely. " +
      "The blackbird has four young ones in the ivy. I read half of the book that Priya lent me, and fell asleep in the grass. " +
      "Tomorrow Anna comes with her mother to plant the beans.",
  },
];

/** A long one that is still being listened to. */
export const UNDER_WAY = {
  fileName: "Reading group, the whole evening.mp3",
  minutes: 28,
  text:
    "So, has everybody finished the chapter? I have, twice, and I liked him less the second time. " +
    "He is not meant to be liked, I think, he is meant to be understood. That is what people say when they like someone and are ashamed of it.",
};
