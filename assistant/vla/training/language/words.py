"""The words people use: synonyms for kinds, colours, sizes, places, relations, and for things this robot has never seen.

`~` marks words that are held out of training. Knows nothing of scenes or sentence structure.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases, words

KIND_WORDS: dict[str, Phrases] = {
    "cube": words("10*cube|7*block|brick|wooden block|toy block|building block|square block|dice|wooden cube|cubic block|toy brick|lego|square thing|cube shaped thing|thing with corners|cubical thing|square one|toy cube|wooden brick|lego block|lego brick"
                  "|~cuboid|~square|~die|~play block"),
    "cup": words("10*cup|7*mug|coffee cup|coffee mug|teacup|tea cup|drinking cup|plastic cup|cuppa|tea mug|goblet|thing you drink from|thing to drink from|thing people drink tea from|thing people drink coffee from|thing for coffee|coffee thing|drinking vessel|~beaker|~tumbler|~drinking mug"),
    "ball": words("12*ball|4*sphere|bouncy ball|toy ball|round ball|rubber ball|tennis ball|round thing|bouncing ball|marble|thing that rolls|thing that bounces|little ball thing|playing ball|gumball|~orb|~globe|~ping pong ball"),
    "can": words("10*can|5*tin|soda can|tin can|drink can|drinks can|soup can|coke can|beer can|cylinder|cola can|metal can|can of soda|can of coke|soda|coke|can of beer|drink|thing with soda in it|soda tin|soft drink|pop|fizzy drink|beer"
                 "|~canister|~pop can|~tin of soup"),
    "bowl": words("12*bowl|soup bowl|cereal bowl|salad bowl|round bowl|basin|fruit bowl|deep dish|thing you eat soup from|bowl thing|dessert bowl|~mixing bowl|~soup dish"),
    "plate": words("12*plate|3*saucer|dinner plate|flat plate|platter|round plate|disc|lunch plate|flat dish|flat thing|thing you eat from|dish plate|serving plate|~side plate|~dessert plate"),
    "box": words("10*box|5*tray|bin|crate|carton|basket|open box|storage box|cardboard box|open container|toy box|thing with walls|serving tray|~tub|~chest|~open tray"),
}
PLURAL_WORDS: dict[str, Phrases] = {
    "cube": words("10*cubes|7*blocks|bricks|wooden blocks|toy blocks|building blocks|dice|~cuboids|~squares"),
    "cup": words("10*cups|7*mugs|coffee cups|coffee mugs|teacups|tea cups|~beakers|~tumblers"),
    "ball": words("12*balls|4*spheres|bouncy balls|toy balls|round balls|marbles|~orbs|~globes"),
    "can": words("10*cans|5*tins|soda cans|tin cans|drink cans|soup cans|coke cans|cylinders|~canisters|~pop cans"),
    "bowl": words("12*bowls|soup bowls|cereal bowls|salad bowls|basins|~mixing bowls"),
    "plate": words("12*plates|3*saucers|dinner plates|platters|~side plates"),
    "box": words("10*boxes|5*trays|bins|crates|cartons|baskets|~tubs|~chests"),
}
COLOR_WORDS: dict[str, Phrases] = {
    "red": words("30*red|2*scarlet|2*crimson|ruby|bright red|dark red|reddish|ruby red|red colored|red coloured|deep red|blood red|brick red|cherry coloured|tomato coloured|fire coloured|~vermilion|~cherry red|~fire engine red"),
    "green": words("30*green|2*emerald|2*lime|lime green|dark green|light green|olive|greenish|green colored|green coloured|bright green|mint green|grass coloured|leaf green|apple green|~jade|~forest green|~grass green"),
    "blue": words("30*blue|2*navy|azure|sky blue|light blue|dark blue|cobalt|bluish|navy blue|blue colored|blue coloured|bright blue|sky coloured|sky colored|~sapphire|~royal blue|~ocean blue"),
    "yellow": words("30*yellow|2*lemon|bright yellow|mustard|yellowish|lemon yellow|lemon coloured|sun coloured|banana coloured|yellow colored|yellow coloured|banana yellow|~canary yellow|~sunny yellow|~sunflower"),
    "orange": words("30*orange|2*tangerine|orange colored|orange coloured|bright orange|dark orange|amber|~pumpkin|~carrot colored|~apricot"),
    "purple": words("30*purple|3*violet|lilac|plum|lavender|purplish|dark purple|plum coloured|plum colored|lavender coloured|light purple|purple colored|purple coloured|indigo|~mauve|~grape colored|~eggplant"),
    "pink": words("30*pink|rose|magenta|hot pink|fuchsia|light pink|pinkish|pink colored|pink coloured|bright pink|salmon pink|rose coloured|candy coloured|~rosy|~bubblegum|~flamingo pink"),
    "white": words("30*white|light colored|2*ivory|snow white|cream|whitish|white colored|white coloured|pure white|snow coloured|milky|~pearly|~off white|~chalk white"),
    "black": words("30*black|2*dark|darker|dark colored|jet black|ebony|dark black|black colored|black coloured|charcoal|coal coloured|~onyx|~pitch black|~coal black"),
}
SIZE_WORDS: dict[str, Phrases] = {
    "small": words("10*small|6*little|3*tiny|smaller|smallest|mini|miniature|very small|~wee|~teeny|~petite"),
    "medium": words("8*medium|medium sized|medium size|normal|normal sized|middle sized|mid sized|average|~regular|~in between sized"),
    "large": words("8*large|8*big|2*bigger|biggest|largest|larger|huge|very big|great big|~giant|~massive|~jumbo"),
}
SMALLER = words("5*smaller|3*smallest|3*small|2*little|tiniest|tinier|~littlest")
BIGGER = words("5*bigger|3*biggest|3*big|2*large|2*larger|2*largest|~hugest|~greater")
THING = words("8*thing|5*object|3*one|2*item|~thingy|~article")
THINGS = words("8*things|5*objects|3*items|2*stuff|~thingies|~articles")
NEAREST = words("4*nearest|4*closest|most near|~least far|nearer|closer")
FARTHEST = words("3*farthest|3*furthest|~remotest|most distant|furthest away")
DETERMINER = words("40*the|4*that|3*|2*this|the the|uh the|your|my")
# Adjectives that say where in the picture; the key is the robot's word for it.
SIDE_BEFORE: dict[str, Phrases] = {
    "left": words("6*left|5*leftmost|3*left hand|far left|left most|~leftward|~lefthand side"),
    "right": words("6*right|5*rightmost|3*right hand|far right|right most|~rightward|~righthand side"),
    "near": words("4*nearest|4*closest|3*near|2*front|nearer|closer|~foremost|~proximate"),
    "far": words("4*farthest|4*furthest|3*far|2*back|rear|most distant|~rearmost|~remote"),
    "middle": words("6*middle|3*center|3*centre|central|~mid|~midmost"),
}
SIDE_AFTER: dict[str, Phrases] = {
    "left": words("8*on the left|furthest to your left|farthest to your left|on your left hand|on your left hand side|most to the left|all the way to the left|sitting on the left|over to the left|3*to the left|2*on the left side|on the left hand side|at the left|on your left|over on the left|on my left|at the far left"
                  "|further left|further to the left|more to the left|left of the other one"
                  "|that is furthest left|at the left end|that's more to the left|farthest to the left|~towards the left|~off to the left|~that sits leftmost"),
    "right": words("8*on the right|furthest to your right|farthest to your right|on your right hand|on your right hand side|most to the right|all the way to the right|sitting on the right|over to the right|3*to the right|2*on the right side|on the right hand side|at the right|on your right|over on the right|on my right|at the far right"
                   "|further right|further to the right|more to the right|right of the other one"
                   "|that is furthest right|at the right end|that's more to the right|farthest to the right|~towards the right|~off to the right|~that sits rightmost"),
    "near": words("4*nearest to you|4*closest to you|2*nearest you|in front|at the front|close to you|closest to the robot|nearest to me|closest to me|near you"
                  "|that is nearest|that's closest|nearest the arm|closest to your base|2*closer to you|nearer to you|closer to the robot|closer to me|more to the front|~nearest your body|~at the very front"),
    "far": words("4*farthest from you|2*farthest away from you|2*furthest away from you|the farthest from where you are|4*furthest away|2*farthest away|at the back|in the back|furthest from the robot|furthest from you|that is farthest|that's furthest"
                 "|farthest from me|furthest from me|far away from you|2*further away from you|further from you|farther from you|2*further away|farther away|further back|more to the back|~at the far end|~at the very back"),
    "middle": words("6*in the middle|right in the middle|that is in the middle|sitting in the middle|3*in the center|3*in the centre|in between|between the other two|between the others|~at the centre|~in the very middle"),
}
RELATION_SAID: dict[str, Phrases] = {
    "left_of": words("6*left of|6*to the left of|2*on the left side of|2*on the left of|at the left of|just left of|to the left side of|on the left hand side of|~leftward of|~off to the left of"),
    "right_of": words("6*right of|6*to the right of|2*on the right side of|2*on the right of|at the right of|just right of|to the right side of|on the right hand side of|~rightward of|~off to the right of"),
    "in_front_of": words("12*in front of|2*before|just in front of|right in front of|on the near side of|on your side of|at the front of|~ahead of|~on the robot's side of"),
    "behind": words("12*behind|2*at the back of|in back of|just behind|right behind|on the far side of|beyond|~to the rear of|~past"),
    "next_to": words("8*next to|close up to|right by|right up to|5*beside|3*by|2*near|close to|alongside|right next to|near to|adjacent to|at the side of|by the side of|right beside|close by|~hard by|~flanking|~neighboring"),
}
IN = words("10*in|7*into|3*inside|in to|inside of|~within|~down into")
ON = words("10*on|5*onto|5*on top of|on to|upon|~atop|~over onto")
UNKNOWN_KINDS = words(
    "banana|apple|pear|lemon|tomato|potato|carrot|egg|sandwich|cookie|donut|spoon|fork|knife|chopstick|phone|cell phone|remote|remote control|keyboard|mouse|laptop"
    "|pen|pencil|eraser|marker|ruler|book|notebook|newspaper|letter|card|hammer|screwdriver|wrench|nail|screw|drill|saw|bottle|water bottle|jar|kettle|pan|pot"
    "|vase|flower|plant|candle|lamp|light bulb|battery|charger|cable|key|keys|coin|wallet|purse|bag|hat|shoe|sock|glove|shirt|towel|sponge|brush|comb|toothbrush|soap|watch|ring"
    "|teddy bear|doll|toy car|car|train|robot|dinosaur|duck|rubber duck|cat|dog|bird|fish|pyramid|triangle|cone|star|stick|rope|string|stone|rock|leaf|feather|umbrella|chair"
    "|headphones|camera|scissors|tape|stapler|glue|paper|envelope|bread|cheese|cake|pizza|chocolate|milk|sugar|salt|napkin|tissue|lighter|mirror|clock|guitar|radio"
    "|magazine|calendar|folder|binder|paper clip|pushpin|rubber band|crayon|chalk|paintbrush|compass|telescope|microscope|speaker|microphone"
    "|earphone|earbud|charging cable|usb stick|hard drive|memory card|printer|router|drone|joystick|game controller|console|television|fan|heater"
    "|iron|toaster|microwave|oven|blender|mixer|fridge|freezer|sink|faucet|tap|bucket|mop|broom|dustpan|vacuum cleaner|trash bag|ladder|shovel"
    "|rake|hose|axe|chainsaw|crowbar|bolt|nut|washer|spring|gear|wheel|tire|bicycle|helmet strap|skateboard|boat|airplane|rocket|spaceship|truck"
    "|bus|motorbike|bracelet|earring|crown|belt|tie|scarf|jacket|coat|dress|jeans|boot|slipper|pillow|blanket|curtain|carpet|mattress|sofa|desk"
    "|drawer|shelf|wardrobe|picture frame|painting|statue|trophy|medal|flag|balloon|kite|puzzle|playing card|chess piece|domino|yo-yo|marshmallow"
    "|candy|lollipop|gum|cracker|chip|popcorn|peanut|almond|walnut|raisin|grape bunch|cherry tomato|cucumber|onion|garlic|pepper|corn|broccoli"
    "|cabbage|lettuce|mushroom|pumpkin pie|melon|watermelon|peach|kiwi|coconut|sausage|steak|chicken|burger|hot dog|taco|burrito|noodle|rice"
    "|butter|yogurt|ice cream|honey|jam|ketchup|oil|vinegar|tea bag|coffee bean|thermos|straw|tongs|spatula|grater|peeler|rolling pin"
    "|cutting board|corkscrew|bottle opener|wine bottle|shampoo|toothpaste|perfume|lipstick|nail file|razor|bandage|pill|thermometer|syringe"
    "|stethoscope|magnifying glass|binoculars|flute|violin|drum|trumpet|piano|harmonica|snake|spider|frog|lizard|turtle|rabbit|mouse toy|elephant"
    "|giraffe|lion|tiger|monkey|horse|cow|pig|sheep|shell|pebble|crystal|diamond|coin purse|dollar bill|ticket|passport|stamp|map"
    "|~accordion|~anchor|~avocado|~beehive|~blueberry|~boomerang|~cactus|~chili|~croissant|~dumbbell|~feather duster|~fossil|~funnel|~hourglass"
    "|~lantern|~mousetrap|~padlock|~pretzel|~snorkel|~stopwatch|~walnut cracker|~yarn|~orange juice|~pineapple|~mango|~grapefruit|~strawberry"
    "|~calculator|~flashlight|~tablet|~magnet|~whistle|~pliers|~hairbrush|~necklace|~helmet|~sunglasses|~biscuit|~whisk|~ladle")
UNKNOWN_COLORS: dict[str, Phrases] = {
    "brown": words("5*brown|dark brown|~chestnut"), "gray": words("5*gray|5*grey|~slate gray"),
    "silver": words("5*silver|~chrome"), "gold": words("5*gold|2*golden|~gilded"),
}
NUMBER_WORDS = {2: ("two", "2"), 3: ("three", "3"), 4: ("four", "4")}
ADORNED = words("plastic|wooden|shiny|nice|lovely|pretty|metal|new|old|heavy|beautiful|clean|dirty|empty|round|colorful|cute|~gorgeous|~rusty|~wonderful")
