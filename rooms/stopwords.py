"""Words that say nothing about what a class is about, in each of the languages that classes are summed up in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

ENGLISH = """
a about above after again against all also always am an and another any anything are around as ask at away back be became
because been before being below between both bring but by call called came can cannot come comes could couldn did didn do
does doesn doing don done down during each either else end enough even ever every everybody everyone everything example
exactly fact far few find first five for four from full further gave get gets getting give given gives go goes going gonna
good got great had hadn half happen happens has hasn have haven having he hello her here hers herself hey hi him himself his
high higher how however hundred i idea if important in inside instead into is isn it its itself just keep kind knew know known last later
least less let lets like little ll long low lower large larger big bigger look looking looks lot lots made make makes making many may maybe me mean means might
mine minute minutes more most mostly much must my myself need needs never next nice no nobody none nor not nothing now number
of off often oh ok okay on once one ones only onto or other others our ours out outside over own part people perhaps place
please point possible probably problem put quite rather re really remember right said same saw say saying says second see
seen shall she should shouldn show shows side simple simply since small so some somebody someone something sometimes sort
start still stop stuff such suppose sure take taken takes talk tell ten than thank thanks that the their theirs them then
there therefore these they thing things think this those though thought three through thus time times to today together told
too took toward tried true try trying turn turns two uh um under understand until up upon us use used uses using usually ve
very want wanted wants was wasn way ways we well went were weren what whatever when where whether which while who whole whom
whose why will with within without won word words work works would wouldn write wrong yeah year years yes yesterday yet you
your yours yourself page pages slide slides class classes lesson welcome question questions answer answers poll begin begins
"""
FRENCH = """
a abord afin ai aie ainsi aller allez allons alors apres après as assez au aucun aucune aujourd aura aurait aussi autant autre
autres aux avaient avais avait avant avec avez avoir avons bah beaucoup ben bien bon bonjour bonne c ca car ce ceci cela celle
celles celui cent cependant certain certaine certaines certains ces cet cette ceux chacun chaque chose choses ci cinq combien
comme comment compris d dans de debut début dedans dehors deja déjà demain depuis derriere derrière des deux devant dire dis
disait dit dites dix doit doivent donc donne donner dont du durant elle elles en encore enfin ensuite entre es est et etaient
étaient etait était etant étant ete été etes êtes etre être eu euh exemple faire fais fait faites faut fin fois font grand
grande gros guere guère hein hier hui ici il ils j jamais je jour jours jusqu jusque juste l la là laquelle le lequel les
lesquelles lesquels leur leurs loin lors lorsque lui m ma maintenant mais mal manière me meme même memes mêmes mes met mettre
mieux moi moins moment mon mot mots n ne ni niveau nom non nos notre nous nouveau on ont ou où oui par parce pareil parfois
parler part partie pas passe pendant personne petit petite petits peu peut peuvent peux place plus plusieurs plutôt point pour
pourquoi pouvez pouvoir prend prendre premier première pres près presque puis puisque qu quand quatre que quel quelle quelles
quels quelqu quelque quelques question questions qui quoi rappelle reste rien s sa sais sait sans savez savoir se selon sera
serait ses seul seulement si sinon soi soient sois soit sommes son sont sorte sous souvent suis suite sur surtout t ta tandis
tant te tel telle tellement telles tels temps tes toi ton toujours tous tout toute toutes tres très trois trop trouve trouver
tu un une va vais vas vers veut veux vient voici voilà voir vois voit vont vos votre vous vrai vraiment vu y cours page pages
accord reponse réponse diapositive sondage
"""
GERMAN = """
ab aber all alle allem allen aller alles als also am an andere anderem anderen anderer anderes anders ans auch auf aus bei
beide beiden beim beispiel beispielsweise bekommen bekommt besser bin bis bist bisschen bitte bleibt brauchen braucht da dabei
dadurch dafür dagegen daher damit danach daneben dann daran darauf daraus darf darin darüber darum darunter das dass davon
davor dazu dein deine dem den denen denn der deren des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch
dort drei du durch dürfen eben ebenso eher eigentlich ein eine einem einen einer eines einfach einige einmal einzelnen ende
endlich entweder er erst erste ersten es etwa etwas euch euer eure fall fast fertig fest frage fragen für fünf gab ganz ganze
ganzen gar geben geht gemacht genau genommen gerade gern gesagt gesehen gibt gleich gut gute guten hab habe haben habt halt
hallo hast hat hatte hatten heißt her heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in
indem ins irgend irgendwie ist ja jede jedem jeden jeder jedes jedoch jemand jene jetzt kann kannst kein keine keinem keinen
keiner klar klein kleine kommen kommt können könnt könnte könnten lang lange lassen lässt leicht letzte letzten letztes los
mach machen macht mag mal man manche manchmal mehr mehrere mein meine meinem meinen meiner meist meisten mich mir mit möchte
möglich morgen müssen muss musste nach nachdem nächste nächsten nächstes nah natürlich neben nehmen nein neu neue neuen nicht
nichts nie niemand noch nochmal nun nur ob oben oder oft ohne okay paar punkt recht richtig rund sache sachen sagen sagt sah
schaut schauen schließlich schon schön sechs sehen sehr sei seid sein seine seinem seinen seiner seit selbst seite seiten sich
sie sieht sind so sodass sogar solche solchen soll sollen sollte sollten somit sondern sonst soweit sowie später statt steht
stelle stunde teil tun tut über überhaupt um und uns unser unsere unserem unseren unten unter usw verschiedene viel viele
vielen vielleicht vier vom von vor vorher wann war waren warum was weg wegen weil weiß weit weiter weitere weiterhin welche
welchem welchen welcher welches wenig weniger wenn wer werde werden wie wieder wieviel will willkommen wir wird wirklich wissen
wo wobei wollen wollte womit worden wort wurde wurden würde würden zehn zeigen zeigt zeit ziemlich zu zuerst zum zur zurück
zusammen zwar zwei zwischen folie folien umfrage antwort antworten guck äh ähm
"""
SPANISH = """
a acá además ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí ambos ante antes aquel aquella aquellas
aquello aquellos aquí así atrás aun aún aunque bajo bastante bien bueno buena buenos buenas cada casi caso cerca cierto cinco
claro como cómo con conmigo contra cosa cosas creo cual cuál cuales cualquier cuando cuándo cuanto cuánto cuatro cuenta da dado
dan dar de deben debe debemos decir del delante demás dentro desde después detrás día días dice dicen dicho diez diferente
digo donde dónde dos durante e ejemplo el él ella ellas ello ellos embargo en encima entonces entre era eran eres es esa esas
ese eso esos esta está estaba estaban estado estamos están estar estas este esto estos estoy etcétera fin forma fue fueron ha
haber había habían hace hacen hacer hacia haciendo hago han hasta hay haya he hecho hemos hola hoy igual incluso ir junto la
lado largo las le les listo llama lo los luego lugar mal manera mañana mas más mayor me mejor menor menos mi mientras mío mis
misma mismas mismo mismos momento mucha muchas mucho muchos muy nada nadie necesita ni ningún ninguna ninguno no nos nosotras
nosotros nuestra nuestras nuestro nuestros nueva nuevo número nunca o os otra otras otro otros palabra para parece parte pasa
pero poca pocas poco pocos podemos poder podría pone poner por porque posible pregunta preguntas primer primera primero puede
pueden puedo pues punto que qué queda queremos quien quién quienes quiere quiero quizá quizás realmente respuesta saber sabe
sabemos se sé sea sean según segunda segundo seis sentido ser será serán si sí sido siempre siendo siete sigue siguiente sin
sino sobre solamente solo sólo somos son soy su sus suyo tal tales también tampoco tan tanta tanto te tenemos tener tengo ti
tiempo tiene tienen tipo toda todas todavía todo todos tomar total trabajo tras través tres tu tú tus un una unas uno unos usted
ustedes va vale vamos van varias varios veces ver verdad vez vista vosotros voy vuelta vuestra vuestro y ya yo página páginas
diapositiva diapositivas clase encuesta eh bienvenidos gracias
"""
ARABIC = """
في من على إلى الى عن مع هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذان اللتان اللاتي ما ماذا لماذا متى أين كيف كم هل لا لم لن
ليس ليست لقد قد كان كانت كانوا يكون تكون نكون سوف ثم أو أم و ف ب ل ك لكن بل حتى إذا اذا إن أن ان لأن لأنه كما مثل مثلا
أيضا ايضا كل بعض جدا فقط هنا هناك الآن الان اليوم غدا أمس بعد قبل بين عند عندما عندنا حول خلال دون بدون غير أي اي أنا انا
نحن أنت انت أنتم انتم هو هي هم هن هما إياه لي لك له لها لنا لكم لهم فيه فيها منه منها به بها عليه عليها إليه إليها عنه عنها
معه معها وهو وهي وهذا وهذه فهو فهي كذلك يعني طيب نعم تمام حسنا شكرا مرحبا أهلا اهلا واحد واحدة اثنان ثلاثة شيء أشياء يمكن
يمكننا نريد أريد اريد لدينا لدي عندي يجب ينبغي نرى انظروا انظر نقول قال يقول قلنا أكثر اكثر أقل اقل أول اول أولا ثانيا آخر
اخر أخرى اخرى نفس جميع معظم كثير كثيرا قليل قليلا مرة مرات إلا الا فإن وإن ولكن وكان ولا وما ومن وفي وعلى لذلك بسبب حين حيث
منذ ضد تحت فوق أمام وراء السؤال سؤال صفحة شريحة الدرس درس
"""
CHINESE = """
我们 你们 他们 她们 它们 咱们 大家 自己 这个 那个 这些 那些 这里 那里 这样 那样 这么 那么 什么 怎么 怎样 为什么 哪里 哪个 一个 一些
一下 一点 一样 一种 一直 可以 可能 应该 需要 能够 就是 就会 不是 还是 还有 只有 只是 都是 也是 没有 所以 因为 如果 但是 可是 不过 然后
而且 或者 以及 并且 其实 现在 今天 明天 昨天 时候 知道 觉得 认为 看到 看看 来看 我想 比如 例如 比较 非常 特别 已经 正在 开始 之后 之前
以后 以前 里面 上面 下面 前面 后面 同学 老师 问题 东西 地方 事情 第一 第二 第三 对吧 是吧 好的 谢谢 大概 基本上 的话 来说 也就是说
"""
PLAIN = {
    name: frozenset(words.split())
    for name, words in (
        ("en", ENGLISH),
        ("fr", FRENCH),
        ("de", GERMAN),
        ("es", SPANISH),
        ("ar", ARABIC),
    )
}
"""Words between spaces, in small letters."""

RUNS = tuple(sorted(CHINESE.split(), key=len, reverse=True))
"""Words of a script without spaces, the longest first."""

SINGLE = frozenset("的了吗呢吧啊嘛呀哦嗯这那哪我你您他她它们就也都很")
"""Letters of that script that stand in no key term."""

EDGES = frozenset("是和与或及把被让给而但且若则跟在对为以于从到向由个着过来去说想要会能可没不有做用请叫")
"""Letters that may stand inside a key term, but with which none begins or ends."""


def spoken_in(words: Iterable[str]) -> tuple[str, ...]:
    """The languages that these words in small letters are of, the likeliest first; English where none can be told."""
    counted: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for name, stops in PLAIN.items():
            if word in stops:
                counted[name] += times
    if not counted:
        return ("en",)
    most = counted.most_common(1)[0][1]
    return tuple(name for name, times in counted.most_common() if times * 3 >= most)
