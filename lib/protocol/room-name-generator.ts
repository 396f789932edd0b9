/**
 * Makes names for new rooms: readable aloud, and not to be guessed.
 * Three words of 256 or more each are 24 bits or more, eight characters of Crockford base32 are 40: 64 bits together.
 */

/** How it is. */
const MANNERS = `
  able adept agile airy alert alive ample apt ardent artful astute aware awake balmy basic beaming
  blithe bold bonny brave breezy bright brisk broad bubbly buoyant bustling busy calm candid careful
  caring casual cheerful cheery chief chipper chirpy civil classic clean clear clever close cosy cool
  courtly covert crafty creative crisp curious cute dainty dapper daring dashing dear decent deep deft
  devoted direct dreamy droll dry dulcet dutiful eager early earnest easy elated elegant eminent
  endless epic equal eternal even exact expert fabled fair faithful famed famous fancy fast festive
  fine firm first fit fleet fluent flying folksy fond frank free fresh friendly frugal full funny
  gallant game gentle genial genuine giant gifted giving glad gleeful global golden good graceful
  gracious grand grateful great gritty grounded handy happy hardy hearty helpful heroic hidden high
  honest hopeful huge humble hushed ideal idle immense inner intent jaunty jolly jovial joyful joyous
  jubilant just keen kind kindred lasting leading lean learned level light likely limber lithe little
  lively local lofty logical loud loving loyal lucid lucky lush magic main major mature mellow merry
  mighty mild mindful mobile modern modest moving musing native natural near neat nice nimble noble
  normal novel open optimal orderly organic outgoing patient peaceful perky playful pleasant plucky
  polished polite popular primal prime prompt proper proud prudent pure quaint quick quiet quirky
  radiant rapid rare ready real regal relaxed reliable rested rich robust roomy rosy rugged rustic
  sage secure serene sharp shining silent simple sincere sleek slow smart smiling smooth snug social
  soft solid sound spry stable steady still strong sturdy subtle sunny super supple sure sweet swift
  tall tame tender thankful thrifty tidy timely tiny tranquil trim true trusty upbeat useful valiant
  vast vital vivid vocal warm
`

/** What it is made of, or its light. */
const STUFFS = `
  agate alder almond alpine amber amethyst anise apple apricot aqua arctic ash aspen autumn azure
  bamboo banana barley basalt basil bay beige beryl birch biscuit blossom blue boreal bramble brass
  brick bronze brown buff burlap butter cactus camel candle canvas caramel carmine carob cashew cedar
  celadon celery cerise chalk chamois cherry chestnut chive cinder cinnamon citron citrus clay clover
  cobalt cocoa coconut coffee copper coral cork corn cotton cream crimson crystal cumin currant cyan
  cypress dahlia daisy damson dawn denim desert dew dill dusk dusty ebony elder elm ember emerald
  evening fawn felt fennel fern fig flax flint floral fog forest frost garnet ginger ginkgo glacier
  glass gold granite grape grassy gravel green grey guava hazel heather hemp henna herbal hickory
  holly honey hop hyacinth indigo iris iron island ivory ivy jade jasmine jasper juniper kelp khaki
  kiwi lace lagoon lake larch laurel lava lavender leafy leather lemon lichen lilac lily lime linden
  linen lotus lunar lupin madder magenta mahogany maize mallow malt mango maple marble marigold maroon
  marsh marsala mauve meadow melon mica midnight mint misty mocha morning moss mulberry mustard myrtle
  navy nectar nickel night northern nutmeg oaken oasis oat obsidian ocean ochre olive onyx opal orange
  orchid oregano oyster paisley palm papaya paper parsley peach peanut pear pearl pebble pecan peony
  pepper peridot pewter pine pink pistachio platinum plum polar poplar poppy porcelain prairie
  primrose purple quartz quince rainy raisin raspberry red reed rice river rosemary rosewood ruby
  russet rye saffron sage salmon sandy sapphire satin scarlet sepia sesame shadow shale sienna silk
  silver sky slate snowy solar sorrel southern spruce starry steel stone straw summer sunlit sunset
  tan tangerine tartan tawny teak teal thistle thyme timber tin topaz tulip turquoise twilight umber
  vanilla velvet
`

/** What it is. */
const THINGS = `
  acorn airship albatross alcove anchor anthem anvil arbor arcade arch archer atlas attic aurora
  avenue badger bakery balcony balloon banjo barn basin basket bassoon beach beacon beaver bell bench
  bicycle bison boat bobbin bonfire book bower bridge brook bugle bureau cabin cabinet cafe camera
  canal candle canoe canyon caravan cargo carousel castle cavern cello chapel chapter chime chorus
  cinema cliff cloak clock cloister cloud coach coast comet compass concert cottage courier cove crane
  creek cricket crossing curlew current dale dancer deer delta dolphin dome donkey door dove drum duet
  dune eagle echo eddy ensemble estuary falcon fable ferry fiddle field finch fjord flag flute flyer
  fountain fox gable gallery garden garland gate gazebo gazelle geyser glade glider goose gorge grotto
  grove guitar gulf gull hamlet hammock harbor hare harp hawk haven hearth hedge heron hill hollow
  horizon horn hostel hummingbird ibis inlet inn isle jay jetty journey kayak kestrel kettle kingdom
  kite kitchen koala ladder landing lane lantern lark leopard letter library lighthouse linnet lobby
  lodge loft lookout loom lute lynx magpie mandolin manor map market meerkat melody mesa mill minstrel
  mirror moon moose mosaic motet mountain museum nest newt nook oboe observatory orbit orchard organ
  oriole osprey ostrich otter owl pagoda panda panther parade parlor parrot passage pasture path patio
  pavilion pelican penguin petrel phoenix piano picnic pier pigeon pilgrim pioneer planet plateau
  plaza plover pocket poet pond pony porch port postcard puffin quarry quay quilt rabbit raccoon raft
  railway ranch raven reef refuge ridge riddle robin rocket rondo roof rook rover sail sailor salon
  sanctuary school scooter seal shell shore signal skylark sleigh sloop snipe sonata song sparrow
  spire spring squirrel stable stage star starling station steamer stork story stream street studio
  summit sundial swallow swan
`

/** Crockford's base32 in lower case: no i, l, o or u, which are misread or spell words. */
const CROCKFORD_DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'
const SUFFIX_LENGTH = 8

/** The lists that a name's three words come from, in their order. */
export const ROOM_NAME_WORDS: readonly (readonly string[])[] = [MANNERS, STUFFS, THINGS].map((words) =>
  words.trim().split(/\s+/),
)

/** Gives a number drawn evenly from 0 to 2^32 - 1. */
export type DrawUint32 = () => number

const UINT32_RANGE = 2 ** 32

function drawFromPlatform(): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1))
  return value
}

/**
 * @param count How many there are to choose from, 1 to 2^32.
 * @returns An index below `count`, each with the same chance: draws from the incomplete last stretch, which would
 * favour the low indexes, are thrown away.
 */
export function drawIndex(count: number, draw: DrawUint32): number {
  const limit = UINT32_RANGE - (UINT32_RANGE % count)
  let value = draw()
  while (value >= limit) value = draw()
  return value % count
}

/**
 * @param draw The platform's CSPRNG unless a test gives another.
 * @returns A room name in normal form, such as `quiet-amber-harbor-7k2m9xqp`.
 */
export function generateRoomName(draw: DrawUint32 = drawFromPlatform): string {
  const words = ROOM_NAME_WORDS.map((list) => list[drawIndex(list.length, draw)] ?? '')
  let suffix = ''
  while (suffix.length < SUFFIX_LENGTH)
    suffix += CROCKFORD_DIGITS[drawIndex(CROCKFORD_DIGITS.length, draw)] ?? ''
  return [...words, suffix].join('-')
}
