export const capitals = {
  France: "Paris",
  Japan: "Tokyo",
  Kenya: "Nairobi",
  Peru: "Lima",
  Norway: "Oslo",
  Egypt: "Cairo",
  Canada: "Ottawa",
  Portugal: "Lisbon",
  Thailand: "Bangkok",
  Ghana: "Accra",
  Chile: "Santiago",
  Poland: "Warsaw",
  Vietnam: "Hanoi",
  Greece: "Athens",
  Cuba: "Havana",
  Iceland: "Reykjavik",
  Australia: "Canberra",
  Turkey: "Ankara",
  Morocco: "Rabat",
  Kazakhstan: "Astana",
} as const;

/** Cities that are taken for the capital. */
export const otherCities: { readonly [country: string]: string } = {
  France: "Lyon",
  Japan: "Osaka",
  Kenya: "Mombasa",
  Peru: "Cusco",
  Norway: "Bergen",
  Egypt: "Alexandria",
  Canada: "Toronto",
  Portugal: "Porto",
  Thailand: "Chiang Mai",
  Ghana: "Kumasi",
  Chile: "Valparaíso",
  Poland: "Kraków",
  Vietnam: "Ho Chi Minh City",
  Greece: "Thessaloniki",
  Cuba: "Santiago",
  Iceland: "Akureyri",
  Australia: "Sydney",
  Turkey: "Istanbul",
  Morocco: "Casablanca",
  Kazakhstan: "Almaty",
};

export const symbols = {
  hydrogen: "H",
  helium: "He",
  carbon: "C",
  nitrogen: "N",
  oxygen: "O",
  sodium: "Na",
  magnesium: "Mg",
  iron: "Fe",
  copper: "Cu",
  silver: "Ag",
  gold: "Au",
  tin: "Sn",
  lead: "Pb",
  mercury: "Hg",
  potassium: "K",
  calcium: "Ca",
  zinc: "Zn",
  tungsten: "W",
} as const;

/** Symbols that are taken for the right one. */
export const otherSymbols: { readonly [element: string]: string } = {
  hydrogen: "Hy",
  helium: "Hl",
  carbon: "Ca",
  nitrogen: "Ni",
  oxygen: "Ox",
  sodium: "So",
  magnesium: "Mn",
  iron: "Ir",
  copper: "Co",
  silver: "Si",
  gold: "Go",
  tin: "Ti",
  lead: "Le",
  mercury: "Me",
  potassium: "P",
  calcium: "Cl",
  zinc: "Zc",
  tungsten: "T",
};

export const years = {
  "the Berlin Wall fall": 1989,
  "people first land on the Moon": 1969,
  "the Titanic sink": 1912,
  "the French Revolution begin": 1789,
  "the Second World War end": 1945,
  "Halley's Comet last pass close to the Earth": 1986,
} as const;

export const monthDays = {
  January: 31,
  March: 31,
  April: 30,
  May: 31,
  June: 30,
  July: 31,
  August: 31,
  September: 30,
  October: 31,
  November: 30,
  December: 31,
} as const;

export const weekDays: readonly [string, ...string[]] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Topics in one sentence, the terms a right explanation names, and a common misunderstanding. */
export const explanations = {
  photosynthesis: {
    sentence: "Photosynthesis is how plants use light to turn carbon dioxide and water into sugar, giving off oxygen",
    terms: ["light", "carbon dioxide", "water", "sugar|glucose"],
    mistake: "Photosynthesis is how plants breathe in oxygen at night to stay warm",
  },
  gravity: {
    sentence: "Gravity is the attraction between masses that keeps planets in orbit and pulls objects towards the ground",
    terms: ["mass", "attract|pull", "orbit|ground|fall"],
    mistake: "Gravity is the air pressure that presses things down",
  },
  evaporation: {
    sentence: "Evaporation is the change of a liquid into a gas at its surface, below its boiling point",
    terms: ["liquid", "gas|vapour|vapor", "surface"],
    mistake: "Evaporation is when a solid melts as it is heated",
  },
  inflation: {
    sentence: "Inflation is a general rise in prices over time, so that the same money buys less",
    terms: ["rise|increase", "price", "money|purchasing"],
    mistake: "Inflation is when a country prints a new kind of coin",
  },
  "a prime number": {
    sentence: "A prime number is a whole number greater than 1 whose only divisors are 1 and itself",
    terms: ["greater than", "divi", "itself"],
    mistake: "A prime number is any odd number",
  },
  "a rainbow": {
    sentence: "A rainbow appears when sunlight is refracted and reflected in water drops, which splits it into colours",
    terms: ["light", "refract|bent|bend", "drop", "colo"],
    mistake: "A rainbow is the reflection of the sea in the clouds",
  },
  "natural selection": {
    sentence:
      "Natural selection is the process in which individuals with helpful inherited traits survive and reproduce more, so that the traits spread",
    terms: ["trait", "inherit", "surviv", "reproduc"],
    mistake: "Natural selection is when animals choose to change their bodies",
  },
  recursion: {
    sentence: "Recursion is when a function solves a problem by calling itself on a smaller part until it reaches a base case",
    terms: ["function", "itself", "smaller|simpler", "base case"],
    mistake: "Recursion is a loop that runs a fixed number of times",
  },
  "a vaccine": {
    sentence: "A vaccine trains the immune system to recognise a pathogen, so that it can respond quickly to a real infection",
    terms: ["immune", "recogni", "infection|disease|pathogen"],
    mistake: "A vaccine is a medicine that kills germs once you are ill",
  },
  "a tide": {
    sentence: "A tide is the regular rise and fall of the sea caused mainly by the gravity of the Moon",
    terms: ["rise", "fall", "sea|ocean|water", "moon"],
    mistake: "A tide is a wave made by strong winds far out at sea",
  },
} as const;
