/* Speech of more than one person, as engines write it down: without who says what, in sentences. */

export const MEETING = `Okay, can everyone hear me? Good. Let's start with the budget. Um, so the printing costs for the spring
  catalogue went up by eighteen percent since last year. That is mostly the paper, and the supplier in Leipzig has told us that it
  won't get cheaper before the summer. I looked at two other printers, and the one in Graz is about ten percent below that, but
  they need three weeks more. Could we print fewer copies? Well, last year we had four hundred left over, so yes, we could.
  Then we agreed on six thousand copies instead of seven thousand. Everyone agrees? Okay. And we'll stay with the printer in Leipzig
  this year. Priya, can you send them the order by Friday? Sure. I'll also ask them about recycled paper. Next, the photo shoot.
  Tom has found a studio in the old harbour, and it is free on the twelfth of March. The question is who pays for the
  models, because the agency's contract ends in February. We don't know yet whether they will extend it. Tom will call the
  agency tomorrow and tell us what they say. Do we need a permit for the pictures outside? Nobody has looked into that.
  Maria needs to check with the city before the end of the month. We have decided not to shoot on the Sunday, because half of the
  team is away. Then the website. The new search is finished, and the tests went well, apart from the filters on
  phones. I think that the filters can wait. The customers hardly use them. So the launch will be on the first of April, and that's
  no joke. We will move the newsletter to the same week. Who writes the text for the newsletter? I can do that. Great.
  One more thing, the coffee machine is broken again. Anything else? No? Then thank you all, see you next week.`;

export const GERMAN_MEETING = `Gut, sind alle da? Dann fangen wir an. Zuerst zum Sommerfest. Letztes Jahr kamen über zweihundert Gäste, und
  das Zelt war viel zu klein. Wir haben uns deshalb auf den großen Saal im Rathaus geeinigt. Der kostet vierhundert Euro mehr, aber
  dafür sind wir bei Regen sicher. Frau Lehmann hat den Saal schon vorgemerkt. Anna muss bis Freitag die Bestätigung schicken.
  Wer kümmert sich um die Musik? Das wissen wir noch nicht. Peter wird bei der Kapelle vom letzten Jahr anfragen. Offen ist noch,
  ob wir eine Genehmigung für den Ausschank brauchen. Dann zum Haushalt. Die Heizkosten sind um ein Drittel gestiegen, und der
  Zuschuss der Stadt bleibt gleich. Wir haben beschlossen, den Beitrag ab Januar um zwei Euro zu erhöhen. Ich schreibe den
  Mitgliedern nächste Woche einen Brief. Kannst du vorher den Text prüfen? Ja, mache ich. Hat noch jemand Fragen? Gut, dann bis
  zum nächsten Mal.`;

export const LECTURE = `Good morning everyone. Today we are going to talk about how plants move water from the soil to their leaves. Let me
  begin with a question. How does a tree lift water a hundred metres without a pump? It took botanists two hundred years to
  answer that. The tissue that carries the water is called xylem. It consists of dead cells that form long, thin tubes. Water
  sticks to itself, and this property is called cohesion. When water leaves the leaf as vapour, it pulls the next molecule up behind it.
  That process is known as transpiration. It is important to remember that the plant spends no energy on this, because the sun
  does the work. Now let's look at what happens in a drought. The column of water in the tube may break, and an air bubble
  forms. An embolism means that the tube is blocked and carries nothing any more. Plants close their stomata to prevent it,
  but then they cannot take in carbon dioxide either. So they have to choose between thirst and hunger. The next topic is how
  we measure it. A pressure chamber tells us how strongly the water is pulled. Oaks reach thirty bars, which is ten times what is in a
  car's tyre. Are there trees that refill their tubes at night? Some vines do, and we will come back to that next week. Any questions? No? Then
  thank you, and read chapter four.`;

export const INTERVIEW = `Welcome to the programme. With me today is Ingrid Solberg, who has kept the lighthouse at Skarnes for thirty
  years. How did you come to the island? I grew up in Bergen, and my father was a fisherman. I came here in nineteen ninety-four for one
  summer, because they needed someone to paint the tower. Then the keeper fell ill, and nobody else wanted the post. What is the
  winter like out there? The storms last for days, and the boat cannot land. In two thousand and five we had no delivery for
  seven weeks. We ate fish, potatoes and fish. I think that silence is the only luxury I have ever owned. Were you ever afraid?
  Once, when the glass broke in the lamp room and the wind came in. I was so scared that I sang the whole night. But
  I have never wanted to live anywhere else. What will become of the lighthouse now that it is automatic? The state wants to
  sell it. I hope that it will become a school for children who have never seen the dark. I will send you the old logbooks
  when I have found them. That would be wonderful. Let me know when you come to the mainland.`;
