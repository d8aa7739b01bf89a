"""The words people use: synonyms for kinds, colours, sizes, places, relations, and for things this robot has never seen.

`~` marks words that are held out of training. Knows nothing of scenes or sentence structure.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases, words

KIND_WORDS: dict[str, Phrases] = {
    "cube": words("15*cube|11*block|brick|wooden block|toy block|building block|square block|dice|wooden cube|cubic block|toy brick|lego|square thing|cube shaped thing|thing with corners|cubical thing|square one|toy cube|wooden brick|lego block|lego brick|wood block"
                  "|plastic block|foam block|plastic cube|foam cube|alphabet block|letter block|children's block|kids' block|stacking block|duplo|rubik's cube|building brick|construction block|brick thing|block thing|cube thing|blocky thing|square piece|six sided thing"
                  "|thing with six sides|thing you build with|thing you build towers with|block of wood|number cube|~cuboid|~square|~die|~play block"),
    "cup": words("15*cup|11*mug|coffee cup|coffee mug|teacup|tea cup|drinking cup|plastic cup|cuppa|tea mug|goblet|thing you drink from|thing to drink from|thing people drink tea from|thing people drink coffee from|thing for coffee|coffee thing|drinking vessel|paper cup"
                 "|ceramic mug|china cup|porcelain cup|espresso cup|cocoa mug|sippy cup|office mug|travel mug|party cup|mug thing|cup thing|cup with a handle|mug with a handle|thing with a handle|thing you drink tea from|thing you drink coffee from|thing i drink my coffee from"
                 "|tea thing|cup of tea|cup of coffee|chalice|~beaker|~tumbler|~drinking mug"),
    "ball": words("18*ball|6*sphere|bouncy ball|toy ball|round ball|rubber ball|tennis ball|round thing|bouncing ball|marble|thing that rolls|thing that bounces|little ball thing|playing ball|gumball|plastic ball|foam ball|beach ball|golf ball|snooker ball|soccer ball|football"
                  "|basketball|baseball|juggling ball|stress ball|table tennis ball|wooden ball|bouncy thing|ball thing|spherical thing|ball shaped thing|thing you throw|thing you kick|thing you play catch with|gobstopper|~orb|~globe|~ping pong ball"),
    "can": words("15*can|8*tin|soda can|tin can|drink can|drinks can|soup can|coke can|beer can|cylinder|cola can|metal can|can of soda|can of coke|soda|coke|can of beer|drink|thing with soda in it|soda tin|soft drink|pop|fizzy drink|beer|pepsi can|fanta can|energy drink can"
                 "|aluminum can|food can|bean can|tin of beans|can of beans|can of soup|can of cola|beverage can|beverage|cola|pepsi|tinny|metal tin|metal cylinder|cylindrical thing|tin thing|can thing|can of lager|canned drink|soup tin|thing with a ring pull"
                 "|thing that cola comes in|thing that beer comes in|coca cola can|~canister|~pop can|~tin of soup"),
    "bowl": words("18*bowl|soup bowl|cereal bowl|salad bowl|round bowl|basin|fruit bowl|deep dish|thing you eat soup from|bowl thing|dessert bowl|breakfast bowl|rice bowl|pasta bowl|noodle bowl|pudding bowl|kitchen bowl|ceramic bowl|plastic bowl|wooden bowl|serving bowl"
                  "|deep bowl|cereal thing|thing you eat cereal from|thing you mix salad in|bowl shaped thing|~mixing bowl|~soup dish"),
    "plate": words("18*plate|5*saucer|dinner plate|flat plate|platter|round plate|disc|lunch plate|flat dish|flat thing|thing you eat from|dish plate|serving plate|breakfast plate|cake plate|pizza plate|paper plate|china plate|plastic plate|kitchen plate|serving platter"
                   "|tea saucer|plate thing|flat round thing|flat disc|disk|thing you eat off|thing you eat dinner off|thing you serve cake on|~side plate|~dessert plate"),
    "box": words("15*box|8*tray|bin|crate|carton|basket|open box|storage box|cardboard box|open container|toy box|thing with walls|serving tray|plastic box|wooden box|shoe box|shoebox|toolbox|lunchbox|packing box|parcel|package|wooden crate|storage bin|toy bin|wicker basket"
                 "|plastic tray|wooden tray|box thing|box without a lid|thing with four walls|thing you keep toys in|~tub|~chest|~open tray"),
}
PLURAL_WORDS: dict[str, Phrases] = {
    "cube": words("15*cubes|11*blocks|bricks|wooden blocks|toy blocks|building blocks|dice|wood blocks|toy bricks|building bricks|lego blocks|lego bricks|legos|square blocks|wooden cubes|toy cubes|plastic blocks|alphabet blocks|wooden bricks|stacking blocks|cubic things"
                  "|~cuboids|~squares"),
    "cup": words("15*cups|11*mugs|coffee cups|coffee mugs|teacups|tea cups|drinking cups|plastic cups|paper cups|tea mugs|cuppas|goblets|drinking vessels|espresso cups|china cups|ceramic mugs|things you drink from|~beakers|~tumblers"),
    "ball": words("18*balls|6*spheres|bouncy balls|toy balls|round balls|marbles|rubber balls|tennis balls|round things|bouncing balls|golf balls|plastic balls|beach balls|foam balls|juggling balls|spherical things|things that roll|wooden balls|~orbs|~globes"),
    "can": words("15*cans|8*tins|soda cans|tin cans|drink cans|soup cans|coke cans|cylinders|beer cans|cola cans|metal cans|cans of soda|cans of coke|sodas|cokes|soda tins|soft drinks|fizzy drinks|beers|beverage cans|food cans|aluminum cans|~canisters|~pop cans"),
    "bowl": words("18*bowls|soup bowls|cereal bowls|salad bowls|basins|round bowls|fruit bowls|dessert bowls|rice bowls|breakfast bowls|pasta bowls|kitchen bowls|serving bowls|noodle bowls|~mixing bowls"),
    "plate": words("18*plates|5*saucers|dinner plates|platters|flat plates|round plates|lunch plates|discs|flat things|serving plates|paper plates|kitchen plates|cake plates|china plates|~side plates"),
    "box": words("15*boxes|8*trays|bins|crates|cartons|baskets|open boxes|storage boxes|cardboard boxes|toy boxes|serving trays|plastic boxes|wooden boxes|storage bins|shoe boxes|plastic trays|wooden crates|things with walls|~tubs|~chests"),
}
COLOR_WORDS: dict[str, Phrases] = {
    "red": words("45*red|3*scarlet|3*crimson|ruby|bright red|dark red|reddish|ruby red|red colored|red coloured|deep red|blood red|brick red|cherry coloured|tomato coloured|fire coloured|fiery red|fire red|ketchup red|ketchup coloured|strawberry red|strawberry coloured"
                 "|ferrari red|lipstick red|apple red|pure red|very red|carmine|tomato red|tomato colored|traffic light red|stop sign red|chilli red|lobster red|red looking|~vermilion|~cherry red|~fire engine red"),
    "green": words("45*green|3*emerald|3*lime|lime green|dark green|light green|olive|greenish|green colored|green coloured|bright green|mint green|grass coloured|leaf green|apple green|pea green|moss green|bottle green|emerald green|olive green|neon green|pale green"
                   "|frog green|frog coloured|pickle green|army green|shamrock green|lettuce green|leaf coloured|grass colored|pure green|very green|green looking|~jade|~forest green|~grass green"),
    "blue": words("45*blue|3*navy|azure|sky blue|light blue|dark blue|cobalt|bluish|navy blue|blue colored|blue coloured|bright blue|sky coloured|sky colored|baby blue|electric blue|midnight blue|deep blue|pale blue|cobalt blue|denim blue|azure blue|ultramarine|cornflower blue"
                  "|powder blue|smurf blue|neon blue|ink blue|pure blue|very blue|navy coloured|blue looking|~sapphire|~royal blue|~ocean blue"),
    "yellow": words("45*yellow|3*lemon|bright yellow|mustard|yellowish|lemon yellow|lemon coloured|sun coloured|banana coloured|yellow colored|yellow coloured|banana yellow|pale yellow|light yellow|deep yellow|sunshine yellow|sun yellow|lemon colored|banana colored"
                    "|butter yellow|egg yolk yellow|yolk coloured|taxi yellow|daffodil yellow|neon yellow|mustard yellow|pure yellow|very yellow|yellow looking|~canary yellow|~sunny yellow|~sunflower"),
    "orange": words("45*orange|3*tangerine|orange colored|orange coloured|bright orange|dark orange|amber|neon orange|deep orange|burnt orange|tangerine coloured|tangerine orange|mandarin coloured|mandarin orange|clementine orange|orangey|orangish|pure orange|very orange"
                    "|orange looking|~pumpkin|~carrot colored|~apricot"),
    "purple": words("45*purple|5*violet|lilac|plum|lavender|purplish|dark purple|plum coloured|plum colored|lavender coloured|light purple|purple colored|purple coloured|indigo|violet coloured|violet colored|lilac coloured|lavender purple|royal purple|deep purple|bright purple"
                    "|pale purple|neon purple|aubergine|amethyst|plum purple|purpley|deep violet|dark violet|pure purple|very purple|purple looking|~mauve|~grape colored|~eggplant"),
    "pink": words("45*pink|rose|magenta|hot pink|fuchsia|light pink|pinkish|pink colored|pink coloured|bright pink|salmon pink|rose coloured|candy coloured|baby pink|neon pink|pale pink|barbie pink|rose pink|candy pink|pig pink|shocking pink|deep pink|dark pink|pastel pink"
                  "|candyfloss pink|fuchsia pink|blush pink|rose colored|pure pink|very pink|pink looking|~rosy|~bubblegum|~flamingo pink"),
    "white": words("45*white|light colored|3*ivory|snow white|cream|whitish|white colored|white coloured|pure white|snow coloured|milky|bright white|paper white|milk white|milk coloured|cream coloured|ivory white|snowy|snowy white|snow colored|bone white|eggshell white"
                   "|brilliant white|plain white|porcelain white|very white|white looking|~pearly|~off white|~chalk white"),
    "black": words("45*black|3*dark|darker|dark colored|jet black|ebony|dark black|black colored|black coloured|charcoal|coal coloured|deep black|midnight black|night black|raven black|ink black|inky|inky black|tar black|ebony black|blackish|pure black|very black|very dark"
                   "|soot black|charcoal black|black looking|~onyx|~pitch black|~coal black"),
}
SIZE_WORDS: dict[str, Phrases] = {
    "small": words("15*small|9*little|5*tiny|smaller|smallest|mini|miniature|very small|teensy|itty bitty|tiny little|tiniest|small sized|small size|pocket sized|mini sized|minuscule|really small|really tiny|quite small|lil|smallish|dinky|itsy bitsy|titchy|diddy|weeny|teensy weensy|~wee|~teeny|~petite"),
    "medium": words("12*medium|medium sized|medium size|normal|normal sized|middle sized|mid sized|average|average sized|average size|moderate|moderately sized|mid size|middle size|normal size|standard|standard sized|ordinary sized|usual sized|intermediate|middling|~regular"
                    "|~in between sized"),
    "large": words("12*large|12*big|3*bigger|biggest|largest|larger|huge|very big|great big|large sized|large size|big sized|enormous|gigantic|really big|really large|very large|quite big|super big|big old|oversized|humongous|whopping|king sized|extra large|sizable|mega|~giant"
                   "|~massive|~jumbo"),
}
SMALLER = words("8*smaller|5*smallest|5*small|3*little|tiniest|tinier|littler|more small|most small|smallest sized|very smallest|less big|least big|smaller sized|teensiest|tiny|~littlest")
BIGGER = words("8*bigger|5*biggest|5*big|3*large|3*larger|3*largest|larger sized|bigger sized|more big|most big|very biggest|very largest|less small|least small|bulkier|bulkiest|huge|~hugest|~greater")
THING = words("12*thing|8*object|5*one|3*item|piece|toy|whatsit|gizmo|doodad|doohickey|whatchamacallit|~thingy|~article")
THINGS = words("8*things|5*objects|3*items|2*stuff|~thingies|~articles")
NEAREST = words("6*nearest|6*closest|most near|nearer|closer|most close|very closest|very nearest|the closest|the nearest|closest of all|nearest of all|~least far")
FARTHEST = words("5*farthest|5*furthest|most distant|furthest away|most far|most far away|farthest away|furthest off|the farthest|the furthest|the most distant|~remotest")
DETERMINER = words("60*the|6*that|5*|3*this|the the|uh the|your|my|our|that there|this here|um the|er the|the um|da")
# Adjectives that say where in the picture; the key is the robot's word for it.
SIDE_BEFORE: dict[str, Phrases] = {
    "left": words("9*left|8*leftmost|5*left hand|far left|left most|left side|left-hand|left-most|very left|most left|extreme left|furthest left|farthest left|more left|outer left|~leftward|~lefthand side"),
    "right": words("9*right|8*rightmost|5*right hand|far right|right most|right side|right-hand|right-most|very right|most right|extreme right|furthest right|farthest right|more right|outer right|~rightward|~righthand side"),
    "near": words("6*nearest|6*closest|5*near|3*front|nearer|closer|frontmost|front most|most near|close|nearby|very nearest|very closest|very front|near side|~foremost|~proximate"),
    "far": words("6*farthest|6*furthest|5*far|3*back|rear|most distant|back most|backmost|very back|far off|faraway|far away|farthest away|hindmost|most far|further|farther|~rearmost|~remote"),
    "middle": words("9*middle|5*center|5*centre|central|centermost|center most|middle most|middlemost|very middle|in-between|most central|~mid|~midmost"),
}
SIDE_AFTER: dict[str, Phrases] = {
    "left": words("12*on the left|furthest to your left|farthest to your left|on your left hand|on your left hand side|most to the left|all the way to the left|sitting on the left|over to the left|5*to the left|3*on the left side|on the left hand side|at the left|on your left"
                  "|over on the left|on my left|at the far left|further left|further to the left|more to the left|left of the other one|that is furthest left|at the left end|that's more to the left|farthest to the left|way over on the left|over there on the left"
                  "|on the far left|on the very left|at the very left|way to the left|at the left edge|at the left edge of the table|by the left edge|to your left|to my left|standing on the left|lying on the left|which is on the left|that is on the left|that's on the left"
                  "|that stands on the left|on the left of the table|on the left side of the table|on the left end|at left|on left|on left side|in the left|at the left side|at my left|most left|left of the others|to the left of the others|left of all the others"
                  "|with nothing to its left|~towards the left|~off to the left|~that sits leftmost"),
    "right": words("12*on the right|furthest to your right|farthest to your right|on your right hand|on your right hand side|most to the right|all the way to the right|sitting on the right|over to the right|5*to the right|3*on the right side|on the right hand side|at the right"
                   "|on your right|over on the right|on my right|at the far right|further right|further to the right|more to the right|right of the other one|that is furthest right|at the right end|that's more to the right|farthest to the right|way over on the right"
                   "|over there on the right|on the far right|on the very right|at the very right|way to the right|at the right edge|at the right edge of the table|by the right edge|to your right|to my right|standing on the right|lying on the right|which is on the right"
                   "|that is on the right|that's on the right|that stands on the right|on the right of the table|on the right side of the table|on the right end|at right|on right|on right side|in the right|at the right side|at my right|most right|right of the others"
                   "|to the right of the others|right of all the others|with nothing to its right|~towards the right|~off to the right|~that sits rightmost"),
    "near": words("6*nearest to you|6*closest to you|3*nearest you|in front|at the front|close to you|closest to the robot|nearest to me|closest to me|near you|that is nearest|that's closest|nearest the arm|closest to your base|3*closer to you|nearer to you|closer to the robot"
                  "|closer to me|more to the front|right in front of you|directly in front of you|near the front|at the near end|at the near edge|at the front edge|on the near side|near the robot|near to you|right by you|close to your arm|nearest your arm|nearest your base"
                  "|closest to the arm|nearest the robot|nearest to the robot|closest to the front|nearest the front|nearest the front edge|the least far from you|least far away|most near to you|most close to you|at the front of the table|towards the front|further forward"
                  "|nearer the front|which is closest to you|which is nearest|that is closest|that's nearest to you|that stands closest to you|~nearest your body|~at the very front"),
    "far": words("6*farthest from you|3*farthest away from you|3*furthest away from you|the farthest from where you are|6*furthest away|3*farthest away|at the back|in the back|furthest from the robot|furthest from you|that is farthest|that's furthest|farthest from me"
                 "|furthest from me|far away from you|3*further away from you|further from you|farther from you|3*further away|farther away|further back|more to the back|at the back of the table|at the far edge|at the back edge|on the far side|on the far side of the table"
                 "|way in the back|way at the back|far at the back|all the way at the back|all the way back|at the rear|in the rear|towards the back|furthest to the back|farthest back|furthest back|farther back|farthest from the robot|farthest from your base"
                 "|furthest from your arm|farthest from the arm|the most far away|most far from you|most distant from you|which is farthest away|which is furthest from you|that's farthest from you|that stands furthest away|behind all the others|~at the far end"
                 "|~at the very back"),
    "middle": words("9*in the middle|right in the middle|that is in the middle|sitting in the middle|5*in the center|5*in the centre|in between|between the other two|between the others|in the centre of the table|in the center of the table|right in the center"
                    "|right in the centre|standing in the middle|lying in the middle|which is in the middle|that's in the middle|that is in the center|that stands in the middle|in the middle of the table|in the middle of the row|in the middle of the others"
                    "|in between the other two|in between the others|sitting between the others|that is between the others|in middle|at the middle|with one on each side|~at the centre|~in the very middle"),
}
RELATION_SAID: dict[str, Phrases] = {
    "left_of": words("9*left of|9*to the left of|3*on the left side of|3*on the left of|at the left of|just left of|to the left side of|on the left hand side of|on the left from|to left of|directly left of|immediately left of|directly to the left of|just to the left of"
                     "|on the left-hand side of|at the left side of|over to the left of|a little to the left of|on left side of|on left of|to the left from|~leftward of|~off to the left of"),
    "right_of": words("9*right of|9*to the right of|3*on the right side of|3*on the right of|at the right of|just right of|to the right side of|on the right hand side of|on the right from|to right of|directly right of|immediately right of|directly to the right of"
                      "|just to the right of|on the right-hand side of|at the right side of|over to the right of|a little to the right of|on right side of|on right of|to the right from|~rightward of|~off to the right of"),
    "in_front_of": words("18*in front of|3*before|just in front of|right in front of|on the near side of|on your side of|at the front of|in the front of|directly in front of|immediately in front of|straight in front of|smack in front of|infront of|to the front of"
                         "|on the front side of|at the front side of|a bit in front of|a little in front of|over in front of|~ahead of|~on the robot's side of"),
    "behind": words("18*behind|3*at the back of|in back of|just behind|right behind|on the far side of|beyond|directly behind|immediately behind|straight behind|a bit behind|a little behind|at the back side of|on the back side of|round the back of|around the back of"
                    "|round behind|over behind|behind of|to the back of|~to the rear of|~past"),
    "next_to": words("12*next to|close up to|right by|right up to|8*beside|5*by|3*near|close to|alongside|right next to|near to|adjacent to|at the side of|by the side of|right beside|close by|nearby|close beside|right near|right alongside|just beside|directly next to"
                     "|immediately next to|immediately beside|very near|very close to|really close to|not far from|side by side with|to the side of|over by|over next to|up next to|alongside of|a short way from|near by|~hard by|~flanking|~neighboring"),
}
IN = words("15*in|11*into|5*inside|in to|inside of|right in|right into|right inside|straight into|down in|down inside|to the inside of|~within|~down into")
ON = words("15*on|8*onto|8*on top of|on to|upon|on the top of|right on|right on top of|right onto|straight onto|down on|directly on|ontop of|on top|~atop|~over onto")
UNKNOWN_KINDS = words(
    "8*banana|6*teapot|4*jug|4*pitcher|4*jar|4*bottle|3*kettle|3*pot|3*pan|3*vase|3*spoon|3*apple|3*bucket|"
    "apple|pear|lemon|tomato|potato|carrot|egg|sandwich|cookie|donut|spoon|fork|knife|chopstick|phone|cell phone|remote|remote control|keyboard|mouse|laptop|pen|pencil|eraser|marker|ruler|book|notebook|newspaper|letter|card|hammer|screwdriver|wrench|nail|screw|drill|saw"
    "|bottle|water bottle|jar|kettle|pan|pot|vase|flower|plant|candle|lamp|light bulb|battery|charger|cable|key|keys|coin|wallet|purse|bag|hat|shoe|sock|glove|shirt|towel|sponge|brush|comb|toothbrush|soap|watch|ring|teddy bear|doll|toy car|car|train|robot|dinosaur|duck"
    "|rubber duck|cat|dog|bird|fish|pyramid|triangle|cone|star|stick|rope|string|stone|rock|leaf|feather|umbrella|chair|headphones|camera|scissors|tape|stapler|glue|paper|envelope|bread|cheese|cake|pizza|chocolate|milk|sugar|salt|napkin|tissue|lighter|mirror|clock|guitar|radio"
    "|magazine|calendar|folder|binder|paper clip|pushpin|rubber band|crayon|chalk|paintbrush|compass|telescope|microscope|speaker|microphone|earphone|earbud|charging cable|usb stick|hard drive|memory card|printer|router|drone|joystick|game controller|console|television|fan"
    "|heater|iron|toaster|microwave|oven|blender|mixer|fridge|freezer|sink|faucet|tap|bucket|mop|broom|dustpan|vacuum cleaner|trash bag|ladder|shovel|rake|hose|axe|chainsaw|crowbar|bolt|nut|washer|spring|gear|wheel|tire|bicycle|helmet strap|skateboard|boat|airplane|rocket"
    "|spaceship|truck|bus|motorbike|bracelet|earring|crown|belt|tie|scarf|jacket|coat|dress|jeans|boot|slipper|pillow|blanket|curtain|carpet|mattress|sofa|desk|drawer|shelf|wardrobe|picture frame|painting|statue|trophy|medal|flag|balloon|kite|puzzle|playing card|chess piece"
    "|domino|yo-yo|marshmallow|candy|lollipop|gum|cracker|chip|popcorn|peanut|almond|walnut|raisin|grape bunch|cherry tomato|cucumber|onion|garlic|pepper|corn|broccoli|cabbage|lettuce|mushroom|pumpkin pie|melon|watermelon|peach|kiwi|coconut|sausage|steak|chicken|burger|hot dog"
    "|taco|burrito|noodle|rice|butter|yogurt|ice cream|honey|jam|ketchup|oil|vinegar|tea bag|coffee bean|thermos|straw|tongs|spatula|grater|peeler|rolling pin|cutting board|corkscrew|bottle opener|wine bottle|shampoo|toothpaste|perfume|lipstick|nail file|razor|bandage|pill"
    "|thermometer|syringe|stethoscope|magnifying glass|binoculars|flute|violin|drum|trumpet|piano|harmonica|snake|spider|frog|lizard|turtle|rabbit|mouse toy|elephant|giraffe|lion|tiger|monkey|horse|cow|pig|sheep|shell|pebble|crystal|diamond|coin purse|dollar bill|ticket"
    "|passport|stamp|map|fig|date|grape|blackberry|raspberry|cranberry|papaya|passion fruit|pomegranate|nectarine|rhubarb|radish|turnip|beetroot|parsnip|celery|spinach|leek|asparagus|artichoke|zucchini|courgette|pea pod|bean sprout|lentil|cashew|pistachio|hazelnut|pecan"
    "|sunflower seed|pickle|tofu|ham|bacon|salami|meatloaf|shrimp|lobster|crab|oyster|omelette|pancake|waffle|muffin|brownie|pie|tart|bagel|baguette|toast|bread roll|lasagna|spaghetti|macaroni|ravioli|dumpling|sushi|spring roll|samosa|falafel|hummus|kebab|fries|nachos"
    "|granola bar|energy bar|chewing gum|toffee|fudge|caramel|licorice|whipped cream|mayonnaise|soy sauce|syrup|flour|cinnamon|ginger|basil|parsley|mint leaf|thyme|vanilla|coffee grinder|teapot|coffee machine|espresso machine|jug|pitcher|carafe|wine|cork|toothpick|skewer"
    "|can opener|nutcracker|pepper mill|salt shaker|sieve|strainer|frying pan|wok|saucepan|oven glove|apron|tablecloth|tea towel|dishcloth|dish soap|scrubber|candlestick|match|matchstick|cigarette|cigar|chess board|checkers board|jigsaw piece|action figure|toy soldier"
    "|barbie doll|puppet|stuffed animal|plush rabbit|toy train|toy plane|toy boat|race car|tractor|excavator|police car|ambulance|helicopter|submarine|sailing boat|canoe|scooter|roller skate|surfboard|ski|snowboard|sled|tennis racket|badminton racket|golf club|baseball bat"
    "|hockey stick|fishing rod|dart|arrow|sword|shield|crossbow|slingshot|water pistol|trampoline|tent|sleeping bag|backpack|suitcase|handbag|briefcase|pencil case|pencil sharpener|ballpoint pen|fountain pen|highlighter|felt tip pen|easel|canvas|sketchbook|sticky note|sticker"
    "|stamp pad|hole punch|protractor|set square|letter opener|diary|dictionary|comic|cookbook|leaflet|poster|postcard|birthday card|credit card|id card|business card|banknote|penny|euro|receipt|cheque|door key|car key|door handle|doorbell|hinge|hook|chain|cord|wire|thread"
    "|needle|pin|safety pin|button|zipper|thimble|knitting needle|wool|fabric|ribbon|lace|velcro|sandpaper|chisel|spanner|allen key|hacksaw|vise|soldering iron|multimeter|resistor|circuit board|raspberry pi|arduino|antenna|servo|motor|propeller|solar panel|plug|socket"
    "|extension cord|adapter|light switch|torch|bulb|laser pointer|smartphone|smartwatch|ipad|ipod|e-reader|monitor|webcam|headset|loudspeaker|cassette|film reel|tripod|lens|prism|abacus|barometer|scale|tape measure|spirit level|crutch|walking stick|wheelchair|cotton bud"
    "|cotton swab|dental floss|mouthwash|nail clipper|nail polish|tweezers|mascara|hair dryer|hair clip|hairband|wig|deodorant|sunscreen|shaving cream|toilet paper|plunger|bath mat|shower head|rubber glove|clothes peg|hanger|ironing board|sewing machine|beanie|mitten|sandal"
    "|sneaker|flip flop|high heel|sweater|hoodie|vest|skirt|shorts|pajamas|bikini|swimsuit|raincoat|bow tie|cufflink|brooch|pendant|tiara|bone|skull|tooth|shark|whale|dolphin|octopus|jellyfish|starfish|penguin|owl|eagle|parrot|chicken leg|goose|swan|peacock|bee|butterfly"
    "|ladybug|ant|beetle|snail|worm|crocodile|hippo|rhino|zebra|camel|kangaroo|koala|panda|bear|wolf|deer|squirrel|hedgehog|hamster|guinea pig|goat|donkey|llama|unicorn|dragon|t-rex|gnome|angel|ghost|witch|pirate|tulip|daisy|fern|bonsai|pine cone|acorn|twig|tree|grass|moss|soil"
    "|sand|stool|bench|armchair|lampshade|chandelier|rug|cushion|duvet|teddy|crib|pacifier|diaper|stroller|hexagon|octagon|pentagon|heart|moon|magic wand|snow shovel|watering hose|trowel|lawn mower|wheelbarrow|bird feeder|bell|gong|tambourine|xylophone|saxophone|trombone"
    "|clarinet|cello|banjo|ukulele|music stand|metronome|keychain|remote for the tv|tv remote|car charger|power bank|gaming mouse|mouse pad|~accordion|~anchor|~avocado|~beehive|~blueberry|~boomerang|~cactus|~chili|~croissant|~dumbbell|~feather duster|~fossil|~funnel|~hourglass"
    "|~lantern|~mousetrap|~padlock|~pretzel|~snorkel|~stopwatch|~walnut cracker|~yarn|~orange juice|~pineapple|~mango|~grapefruit|~strawberry|~calculator|~flashlight|~tablet|~magnet|~whistle|~pliers|~hairbrush|~necklace|~helmet|~sunglasses|~biscuit|~whisk|~ladle")
UNKNOWN_COLORS: dict[str, Phrases] = {
    "brown": words("5*brown|dark brown|~chestnut"), "gray": words("5*gray|5*grey|~slate gray"),
    "silver": words("5*silver|~chrome"), "gold": words("5*gold|2*golden|~gilded"),
}
NUMBER_WORDS = {2: ("two", "2"), 3: ("three", "3"), 4: ("four", "4"), 5: ("five", "5"), 6: ("six", "6")}
ADORNED = words("plastic|wooden|shiny|nice|lovely|pretty|metal|new|old|heavy|beautiful|clean|dirty|empty|round|colorful|cute|~gorgeous|~rusty|~wonderful")
