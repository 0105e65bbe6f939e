using System.Net.Http.Json;
using Microsoft.Playwright;

namespace SmartCity.Browser.Tests.Stories;

/// <summary>Somebody who works at a node, with an account that an administrator made.</summary>
internal sealed class Person(CitySite site, HttpClient api, Uri address, string userName, string name, string division, params string[] roles)
{
    private readonly string first = "first-day-" + Guid.NewGuid().ToString("N")[..8], later = "every-day-" + Guid.NewGuid().ToString("N")[..8];

    public string UserName => userName;

    /// <summary>At the city: sees everything, acknowledges and urges.</summary>
    public static Person DutyOfficer(CitySite site) => new(site, site.Api, site.Address, "duty" + Guid.NewGuid().ToString("N")[..4], "周值班", "*", "duty-officer");

    /// <summary>At the county: dispatches and verifies there, and nowhere else.</summary>
    public static Person Technician(CitySite site) => new(site, site.CountyApi, site.CountyAddress, "county" + Guid.NewGuid().ToString("N")[..4], "谢调度", CitySite.County, "dispatcher", "supervisor");

    /// <summary>Gets the account, signs in, chooses a password, and opens a page.</summary>
    public async Task<IPage> OpenAsync(string path)
    {
        var made = await api.PostAsJsonAsync("/api/command-centre/v1/accounts", new { userName, displayName = name, password = first, grants = roles.Select(role => new { role, division, module = "*" }) });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var page = await site.OpenAsync();
        await page.GotoAsync(new Uri(address, "/account/sign-in").ToString());
        await page.FillAsync("#userName", userName);
        await page.FillAsync("#password", first);
        await page.ClickAsync(".button-main");
        await page.FillAsync("#current", first);
        await page.FillAsync("#wanted", later);
        await page.FillAsync("#again", later);
        await page.ClickAsync(".button-main");
        await page.Locator(".top").WaitForAsync();
        await page.GotoAsync(new Uri(address, path).ToString());
        await page.Locator("h1").WaitForAsync();
        return page;
    }
}
