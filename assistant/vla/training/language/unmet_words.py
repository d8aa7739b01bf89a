"""Commands without a place, with a place between two things, and with things the robot does not know, in words.

{t} is a thing, {a} and {b} two others, {n} an unknown noun ({the} before it, {a} with its article), {p} {d} a place. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases, words

WHEREVER = Phrases("""
12*move {t}
4*put {t}
4*shift {t}
5*move {t} a bit
3*move {t} a little
2*shift {t} a bit
2*place {t}
2*move {t} away
2*push {t} a bit
2*move {t} somewhere
2*move {t} somewhere else
2*put {t} down somewhere
2*relocate {t}
2*reposition {t}
2*shift {t} a little
2*move {t} over
2*move {t} over a bit
nudge {t} a bit
slide {t}
slide {t} over
slide {t} a bit
push {t}
push {t} a little
push {t} over a bit
pull {t} a bit
drag {t} a bit
drag {t} somewhere else
set {t}
lay {t}
deposit {t}
position {t}
move {t} for me
move {t} around
move {t} around a bit
move {t} a tiny bit
move {t} a touch
move {t} from there
move {t} from where it is
move {t} out of there
move {t} aside
move {t} to one side
move {t} just a little
move {t} just a bit
put {t} aside
set {t} aside
put {t} to one side
put {t} some place else
put {t} in another spot
put {t} to another spot
put {t} in a new place
take {t} away from there
take {t} somewhere
carry {t} somewhere
bring {t} somewhere
shift {t} over
shift {t} aside
shift {t} over a bit
scoot {t} over
scoot {t} over a bit
budge {t} a bit
transfer {t}
get {t} moved
give {t} another spot
give {t} a new place
do something about the place of {t}
have {t} moved a bit
pick a new spot for {t}
i want {t} moved
i want you to move {t}
i'd like {t} moved a bit
i need you to move {t}
you should move {t} a bit
let's move {t}
let's shift {t} a bit
~displace {t}
~edge {t} over a bit
~re-site {t}
""")
# The answer to "where should I put it".
TOLD = Phrases("""
6*{p} {d}
3*{p} {d} please
2*put it {p} {d}
2*well, {p} {d}
2*{p} {d} then
{p} {d} of course
{p} {d}, i think
{p} {d} would be good
{p} {d} would be nice
{p} {d} is fine
oh, {p} {d}
sorry, {p} {d}
i meant {p} {d}
i want it {p} {d}
i'd like it {p} {d}
it goes {p} {d}
it should go {p} {d}
just {p} {d}
let's say {p} {d}
move it {p} {d}
place it {p} {d}
hmm, {p} {d}
to be exact, {p} {d}
make it {p} {d}
~pop it {p} {d}
~{p} {d}, obviously
""")
BETWEEN = Phrases("""
10*put {t} between {a} and {b}
3*place {t} between {a} and {b}
3*move {t} between {a} and {b}
3*put {t} in between {a} and {b}
2*set {t} between {a} and {b}
2*put {t} in the middle of {a} and {b}
2*put {t} in the middle between {a} and {b}
2*put {t} right between {a} and {b}
2*stick {t} between {a} and {b}
2*move {t} so it's between {a} and {b}
2*put {t} halfway between {a} and {b}
place {t} in between {a} and {b}
place {t} right between {a} and {b}
place {t} exactly between {a} and {b}
place {t} in the space between {a} and {b}
put {t} exactly between {a} and {b}
put {t} somewhere between {a} and {b}
put {t} in the space between {a} and {b}
put {t} down between {a} and {b}
put {t} there, between {a} and {b}
put {t} between those two, {a} and {b}
put {t} so that it stands between {a} and {b}
put {t} with {a} on one side and {b} on the other
put {t} such that {a} is left and {b} right of it
set {t} down between {a} and {b}
set {t} in between {a} and {b}
lay {t} between {a} and {b}
stand {t} in between {a} and {b}
pop {t} between {a} and {b}
fit {t} in between {a} and {b}
slide {t} in between {a} and {b}
shift {t} between {a} and {b}
push {t} in between {a} and {b}
bring {t} between {a} and {b}
bring {t} in between {a} and {b}
get {t} between {a} and {b}
get {t} in between {a} and {b}
position {t} between {a} and {b}
drop {t} between {a} and {b}
squeeze {t} between {a} and {b}
take {t} and put it between {a} and {b}
take {t} and place it between {a} and {b}
grab {t} and set it between {a} and {b}
pick up {t} and put it between {a} and {b}
pick up {t} and place it in between {a} and {b}
between {a} and {b} put {t}
have {t} stand between {a} and {b}
let {t} stand between {a} and {b}
let {t} sit in between {a} and {b}
make {t} stand between {a} and {b}
use {t} to fill the gap between {a} and {b}
fill the gap between {a} and {b} with {t}
separate {a} and {b} with {t}
~interpose {t} between {a} and {b}
~nestle {t} between {a} and {b}
~insert {t} between {a} and {b}
""")
BETWEEN_SENTENCE = Phrases("""
4*{t} goes between {a} and {b}
3*{t} between {a} and {b}
2*{t} should go between {a} and {b}
2*{t} should be between {a} and {b}
2*{t} belongs between {a} and {b}
2*i want {t} between {a} and {b}
2*i'd like {t} between {a} and {b}
2*{t} goes in between {a} and {b}
2*{t} in between {a} and {b}
{t} should stand between {a} and {b}
{t} should come between {a} and {b}
{t} should sit in between {a} and {b}
{t} has to go between {a} and {b}
{t} needs to be between {a} and {b}
{t} is supposed to stand between {a} and {b}
{t} would look nice between {a} and {b}
{t} wants to be between {a} and {b}
{t} in the middle, {a} and {b} at its sides
{t}, between {a} and {b} please
{t}. put it between {a} and {b}
{t}, put it in between {a} and {b}
{t} to the middle of {a} and {b}
between {a} and {b} goes {t}
between {a} and {b} there's room for {t}, put it there
between {a} and {b} i'd like {t}
between {a} and {b}, that's where {t} goes
between {a} and {b} is the place for {t}
there's a gap between {a} and {b}, put {t} there
there is room between {a} and {b}, that's where {t} goes
see the gap between {a} and {b}? {t} goes there
i need {t} between {a} and {b}
i need {t} to be right between {a} and {b}
i want {t} to sit between {a} and {b}
i want you to put {t} between {a} and {b}
i'd like you to place {t} between {a} and {b}
i would like to have {t} in the middle of {a} and {b}
i'd love to see {t} between {a} and {b}
let's have {t} between {a} and {b}
you should put {t} between {a} and {b}
{a}, then {t}, then {b}, in that order in a row
the place for {t} is between {a} and {b}
could {t} stand between {a} and {b}
can {t} go between {a} and {b}
would {t} fit between {a} and {b}? put it there
~{t} is destined for the spot between {a} and {b}
~{t}'s place is between {a} and {b}
""")
HOUSEHOLD = words(
    "6*banana|5*apple|5*scissors|5*phone|5*spoon|4*pen|4*pencil|4*bottle|4*book|4*key|4*keys|4*remote|4*fork|4*knife|3*glasses|3*wallet|3*umbrella|3*sponge|3*toothbrush|3*hammer|3*screwdriver|3*lemon|3*orange juice"
    "|mobile|mobile phone|cell phone|charger|phone charger|cable|laptop|mouse|keyboard|headphones|earphones|camera|watch|ring|coin|purse|handbag|backpack|sunglasses|reading glasses|hat|glove|gloves|sock|socks|shoe|shoes"
    "|slippers|scarf|shirt|towel|napkin|tissue|tissues|handkerchief|soap|comb|hairbrush|razor|toothpaste|lipstick|mirror|candle|lighter|matches|lamp|torch|batteries|battery|light bulb|tape|sticky tape|glue|glue stick|stapler|ruler|eraser"
    "|rubber band|paper clip|marker|felt tip|crayon|paintbrush|notebook|newspaper|magazine|letter|envelope|stamp|postcard|paper|calculator|calendar|wrench|pliers|screw|nail|drill|saw|tape measure|rope|string|needle|thread|button|zipper"
    "|pear|grapes|grape|strawberry|cherry|peach|melon|kiwi|tomato|potato|carrot|onion|cucumber|mushroom|garlic|egg|bread|bread roll|sandwich|cheese|butter|jam|honey|cake|cookie|cookies|chocolate|chocolate bar|candy|sweets|crisps"
    "|chips|nuts|peanuts|pizza|burger|sausage|salad|yoghurt|ice cream|milk|sugar|salt|pepper|ketchup|oil|vinegar|rice|pasta|tea bag|teapot|kettle|pan|pot|jug|jar|teaspoon|ladle|whisk|spatula|chopsticks|corkscrew"
    "|bottle opener|can opener|straw|tablecloth|water bottle|vase|flower|flowers|plant|teddy|teddy bear|doll|toy car|train|puzzle|playing cards|guitar|flute|medicine|pills|bandage|thermometer"
    "|~stethoscope|~mango|~pineapple|~flashlight|~whistle|~croissant|~padlock|~avocado|~binoculars|~hair dryer")
UNKNOWN = Phrases("""
5*hand me {the} {n}
5*pass me {the} {n}
5*get {the} {n}
4*get me {the} {n}
4*give me {the} {n}
4*pick up {the} {n}
3*bring me {the} {n}
3*grab {the} {n}
3*take {the} {n}
2*fetch {the} {n}
2*fetch me {the} {n}
2*lift {the} {n}
2*find {the} {n}
2*hand me {a}
2*get me {a}
2*pass {the} {n}
2*pass {the} {n} over
2*hand over {the} {n}
give me {a}
give {the} {n} to me
give {the} {n} here
hand {the} {n} to me
hand {the} {n} over here
pass {the} {n} to me
pass me {a}
bring {the} {n}
bring {the} {n} over
bring {the} {n} over here
bring me {a}
get hold of {the} {n}
get {the} {n} for me
get {the} {n} over here
grab me {the} {n}
grab {a} for me
pick {the} {n} up
pick {the} {n} up for me
pick {a} for me
pick up {a}
raise {the} {n}
hold {the} {n}
hold {the} {n} for me
hold up {the} {n}
take hold of {the} {n}
take {the} {n} and give it to me
take {the} {n} in your hand
lift up {the} {n}
lift {the} {n} for me
find me {the} {n} and pick it up
look for {the} {n} and grab it
reach for {the} {n}
reach me {the} {n}
lend me {the} {n}
let me have {the} {n}
slide me {the} {n}
move {the} {n}
put {the} {n} in my hand
show me {the} {n}
~retrieve {the} {n}
~snatch {the} {n}
~chuck me {the} {n}
""")
UNKNOWN_SENTENCE = Phrases("""
4*i fancy {the} {n}, pass it over
4*i need {the} {n}
4*i want {the} {n}
3*i'd like {the} {n}
3*could you get {the} {n}
3*could i have {the} {n}
3*can i have {the} {n}
3*can you get me {the} {n}
3*can you pass {the} {n}
2*i fancy {the} {n}
2*i fancy {a}, pass me one
2*i would like {a}
2*i need {a}
2*i need {a}, can you get it
2*i need {the} {n}, grab it for me
2*i want {the} {n}, pick it up
2*{the} {n}, please
2*{the} {n}, pick it up
2*may i have {the} {n}
2*where did i put {the} {n}? pick it up for me
i could use {the} {n} now
i could do with {the} {n}
i could really use {a}
i'm after {the} {n}
i'm looking for {the} {n}, can you get it
i'm hungry for {the} {n}
i've got to have {the} {n}
i'd love {the} {n}
i'd love {a} now
i'd like to have {the} {n}
i'd like you to pick up {the} {n}
i'd like you to hand me {the} {n}
i want you to grab {the} {n}
i want you to get {the} {n}
i was hoping you'd pass {the} {n}
it's {the} {n} that i want
what i need is {the} {n}
what i want is {the} {n}
what i'd like is {the} {n}
all i need is {the} {n}
{the} {n} would be great
{the} {n} would be nice now
{the} {n} - could you grab that
{the} {n}. pick that up, please
{the} {n}, could you hand it to me
{the} {n}, hand it over
{the} {n}, bring it here
see {the} {n}? pick it up
see {the} {n}? give it to me
you see {the} {n}? grab it
there's {the} {n}, grab it
do me a favour and grab {the} {n}
do me a favor and pass {the} {n}
be so kind and hand me {the} {n}
be a dear and get {the} {n}
would you grab {the} {n}
would you pass me {the} {n}
would you mind handing me {the} {n}
would you be able to lift {the} {n}
could you reach {the} {n} for me
could you hand me {a}
could you bring {the} {n} over
could you fetch {the} {n}
can you grab {the} {n} for me
can you lift {the} {n}
can you reach {the} {n}
can you find {the} {n} and pick it up
please, {the} {n}
now {the} {n} please
next, {the} {n}
let's have {the} {n}
time for {the} {n}, hand it over
you could hand me {the} {n}
we need {the} {n}, please get it
~i crave {the} {n}, give it here
~i hanker after {the} {n}, fetch it
~any chance of {the} {n}
""")
