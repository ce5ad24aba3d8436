"""What people type into the search: kept here, so that each run asks the same."""

GERMAN = (
    "Glas", "Spritzguss", "Zerspanung", "Holz", "Blechbearbeitung", "Werkzeugbau", "Kunststoffteile", "Drehteile",
    "Verpackungen aus Karton", "Schweißbaugruppen", "Möbel", "Pulverbeschichtung", "Feinmechanik", "Textilien",
    "Maschinenbau", "Hydraulikzylinder", "Keramik", "Lohnfertigung", "Übersetzungen", "Lebensmittel", "Elektronik",
    "Gussteile", "Zahnräder", "Softwareentwicklung", "Laserschneiden", "Federn", "Spedition", "Musikinstrumente",
)  # fmt: skip
CZECH = (
    "sklo", "vstřikování plastů", "obrábění kovů", "dřevo", "zpracování plechu", "nástrojárna", "plastové díly",
    "soustružení", "kartonové obaly", "svařované sestavy", "nábytek", "práškové lakování", "jemná mechanika", "textil",
    "strojírenství", "hydraulické válce", "keramika", "zakázková výroba", "překlady", "potraviny", "elektronika",
    "odlitky", "ozubená kola", "vývoj softwaru", "řezání laserem", "pružiny", "doprava", "hudební nástroje",
)  # fmt: skip
MISSPELT = (
    "Spritzgus", "Zerspannung", "Blechbearbeitng", "Werkzeugbua", "Kunstoffteile", "Dretheile", "Schweisbaugruppe",
    "Pulverbeschichtugn", "Maschienenbau", "Hydraulikzilinder", "Keramick", "Lonfertigung", "Übersetzugen",
    "Lebensmitel", "Elektronnik", "Zahnrähder", "Laserschneidn", "Speditoin", "vstrikovaní plastu", "obrabeni kouv",
    "nastrojarnaa", "soustruzeny", "nabitek", "strojirenstvy", "prekladi", "ozubena kolla", "pruzinny", "lakovni",
)  # fmt: skip
PLACES = (
    "", "", "", "Zittau", "Liberec", "Chemnitz", "Jablonec", "Görlitz", "Ústí nad Labem", "Plauen", "Karlovy Vary",
    "Bautzen", "Děčín", "Zwickau", "Dresden", "Chomutov",
)  # fmt: skip
