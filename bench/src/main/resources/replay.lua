-- Sends the requests of a file, over and over or each once, each line one: authorization, tab, body.
-- Arguments: the file; a pause in milliseconds before each request of a connection; the media type of bodies; "once" to stop at the end.
local requests = {}
local last = 0
local pause = 0
local once = false

function init(args)
    pause = tonumber(args[2] or "0")
    local media = args[3]
    once = args[4] == "once"
    for line in io.lines(args[1]) do
        local authorization, body = line:match("^(.-)\t(.*)$")
        local headers = { ["Authorization"] = authorization, ["Content-Type"] = media }
        requests[#requests + 1] = wrk.format("POST", nil, headers, body)
    end
    if pause > 0 then
        delay = function() return pause end
    end
end

function request()
    if last == #requests then
        if once then
            wrk.thread:stop()
        end
        last = 0
    end
    last = last + 1
    return requests[last]
end
