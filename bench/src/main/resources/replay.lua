-- Sends the requests of a file, over and over or each once, each line one: authorization, tab, body.
-- Arguments: the file; how many a second, 0 for as fast as it goes; the media type of bodies; "once" to stop at the end.
local ffi = require("ffi")
ffi.cdef [[
    typedef struct { long seconds; long nanos; } moment;
    int clock_gettime(int clock, moment *now);
]]
local MONOTONIC = 1

local requests = {}
local last = 0
local once = false

local function millis()
    local now = ffi.new("moment")
    ffi.C.clock_gettime(MONOTONIC, now)
    return tonumber(now.seconds) * 1000 + tonumber(now.nanos) / 1e6
end

-- The requests of all connections share one schedule, so that a slow answer delays its connection and not the rate.
local function schedule(rate)
    local due
    return function()
        local now = millis()
        due = (due or now) + 1000 / rate
        return math.max(0, math.floor(due - now))
    end
end

function init(args)
    local rate = tonumber(args[2])
    local media = args[3]
    once = args[4] == "once"
    for line in io.lines(args[1]) do
        local authorization, body = line:match("^(.-)\t(.*)$")
        local headers = { ["Authorization"] = authorization, ["Content-Type"] = media }
        requests[#requests + 1] = wrk.format("POST", nil, headers, body)
    end
    if rate > 0 then
        delay = schedule(rate)
    end
end

function request()
    if last == #requests then
        if once then
            -- Without a word to whoever reads this, wrk would sit out the rest of its time.
            print("replayed")
            io.stdout:flush()
            wrk.thread:stop()
        end
        last = 0
    end
    last = last + 1
    return requests[last]
end
