using System.Net;
using System.Text.RegularExpressions;

namespace SmartCity.CommandCentre.Tests;

/// <summary>What of a browser matters here: it keeps cookies, and takes a form's token from its page.</summary>
internal sealed partial class Browser(Uri address) : IDisposable
{
    public CookieContainer Cookies { get; } = new();

    public HttpClient Http => http ??= new(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    private HttpClient? http;

    public Task<HttpResponseMessage> SignInAsync(string name, string password, string code = "", string returnUrl = "/") =>
        PostFormAsync("/account/sign-in", new() { ["userName"] = name, ["password"] = password, ["code"] = code, ["returnUrl"] = returnUrl });

    /// <summary>Opens the page of a form and posts the form.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, Dictionary<string, string> fields, string? page = null)
    {
        var html = await Http.GetStringAsync(page ?? path);
        fields["__RequestVerificationToken"] = Token().Match(html).Groups["token"].Value;
        return await Http.PostAsync(path, new FormUrlEncodedContent(fields));
    }

    public void Dispose() => http?.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
