using Microsoft.Playwright;
using SmartCity.Browser.Tests.Stories;

namespace SmartCity.Browser.Tests;

public sealed class SignInTests(CitySite site)
{
    [Fact]
    public async Task The_printed_password_lets_in_once_must_be_changed_and_stands_in_no_log()
    {
        var page = await site.OpenAsync();
        // At the county, whose accounts are its own: the city's password was changed by whichever test came first.
        await page.GotoAsync(site.CountyAddress.ToString());
        await page.WaitForURLAsync("**/account/sign-in*");
        await CitySite.PictureAsync(page, "sign-in");
        Assert.Matches("^[a-zA-Z2-9]{4}(-[a-zA-Z2-9]{4}){3}$", site.FirstPassword);

        await page.FillAsync("#userName", "admin");
        await page.FillAsync("#password", site.FirstPassword);
        await page.ClickAsync(".button-main");
        await page.WaitForURLAsync("**/account/password*");
        await CitySite.PictureAsync(page, "change-password");
        await page.FillAsync("#current", site.FirstPassword);
        await page.FillAsync("#wanted", site.Password);
        await page.FillAsync("#again", site.Password);
        await page.ClickAsync(".button-main");
        await page.Locator(".top").WaitForAsync();
        await page.Locator(".figure-value").First.WaitForAsync();

        await page.ClickAsync(".side a[href='/desk/command-centre/accounts']");
        await page.Locator("td:has-text('admin')").First.WaitForAsync();
        await page.ClickAsync("text=English");
        await page.Locator("h1:has-text('Accounts and sessions')").WaitForAsync();

        await page.ClickAsync(".who summary");
        await page.ClickAsync("text=Sign out");
        // The end of the session closes the open page by itself; whichever of the two comes first says the same.
        await page.WaitForURLAsync("**/account/sign-in?why=Out");
        Assert.Empty(site.Strangers);
        Assert.Empty(site.Errors);
    }

    [Fact]
    public async Task Ending_a_session_closes_its_open_page()
    {
        var officer = Person.DutyOfficer(site);
        var page = await officer.OpenAsync("/");
        var other = await site.OpenAsync();
        await site.SignInAsync(other);
        await other.GotoAsync(new Uri(site.Address, "/desk/command-centre/accounts").ToString());
        await other.ClickAsync($"section[aria-label='登录'] tr:has-text('{officer.UserName}') button:has-text('结束')");
        await other.ClickAsync(".rz-dialog button[type=submit]");
        await page.WaitForURLAsync("**/account/sign-in?why=Ended");
        Assert.DoesNotContain("/account/", other.Url);
    }
}
