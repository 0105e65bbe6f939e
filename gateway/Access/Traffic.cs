namespace SmartCity.Gateway.Access;

/// <summary>Bytes of one request's bodies as they went over the line.</summary>
internal sealed class Traffic(HttpContext http)
{
    private readonly CountingStream request = new(http.Request.Body);
    private readonly CountingStream response = new(http.Response.Body);

    public long BytesIn => request.Count;

    public long BytesOut => response.Count;

    /// <summary>Most bytes the request's body may have.</summary>
    public long MostIn
    {
        set => request.MostRead = value;
    }

    public static Traffic Of(HttpContext http) => (Traffic)http.Items[typeof(Traffic)]!;

    public static Traffic Begin(HttpContext http)
    {
        var traffic = new Traffic(http);
        (http.Request.Body, http.Response.Body) = (traffic.request, traffic.response);
        http.Items[typeof(Traffic)] = traffic;
        return traffic;
    }
}
